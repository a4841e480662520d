import { journey } from '../journey.mjs';

for (const device of ['phone', 'desk']) {
  journey(`the home page asks what one needs, on a ${device}`, async (cast) => {
    const visitor = await cast.person('Khách', { device });
    await visitor.opens('/');
    await visitor.isAt('Dịch vụ công tỉnh Quảng Ngãi');
    await visitor.sees('Bạn cần làm thủ tục gì?', 'Tra cứu hồ sơ');
  });
}
