import { journey } from '../journey.mjs';
import { codeOn, identityPaper, sections } from '../stories/certificate.mjs';
import { signsUp, somebody } from '../stories/cast.mjs';

journey('on a phone without JavaScript a citizen declares, sends a paper, files, and follows the dossier', async (cast) => {
  const who = somebody('Hồ Thị Điện Thoại');
  const citizen = await cast.person('Điện Thoại', { device: 'phone', script: false });
  await signsUp(citizen, who);
  await citizen.opens('/thu-tuc/1.004873');
  await citizen.presses('Khai và nộp hồ sơ');
  for (const [title, answers] of sections(who)) {
    await citizen.isAt(title);
    await declares(citizen, answers);
    await citizen.presses('Lưu và tiếp tục');
  }
  await citizen.isAt('Giấy tờ kèm theo');
  await citizen.fills(identityPaper());
  await citizen.presses('Tải lên');
  await citizen.sees('can-cuoc.pdf');
  await citizen.presses('Lưu và tiếp tục');
  await citizen.isAt('Kiểm tra rồi nộp hồ sơ');
  await citizen.sees(who.name, 'Mua bán, chuyển nhượng nhà đất', 'Xã Bình Sơn');
  await citizen.presses('Nộp hồ sơ');
  await citizen.isAt('Đã gửi hồ sơ');
  const code = await codeOn(citizen);
  await citizen.opens('/tra-cuu');
  await citizen.fills({ 'Mã hồ sơ': code, 'Mã tra cứu': code });
  await citizen.presses('Tra cứu');
  await citizen.sees('Chờ tiếp nhận');
});

/** Answers a section; the communes of an address come with the button beside its province. */
async function declares(citizen, answers) {
  for (const [label, value] of Object.entries(answers)) {
    if (value && value['Tỉnh, thành phố']) {
      const { 'Tỉnh, thành phố': province, ...rest } = value;
      await citizen.fills({ [label]: { 'Tỉnh, thành phố': province } });
      await citizen.presses('Tải danh sách dưới tỉnh');
      await citizen.fills({ [label]: rest });
    } else {
      await citizen.fills({ [label]: value });
    }
  }
}
