import assert from 'node:assert/strict';
import { journey } from '../journey.mjs';
import { words } from '../paper.mjs';
import { does, finishes, receives } from '../stories/acts.mjs';
import { BINH_SON, official, signsUp, somebody } from '../stories/cast.mjs';
import { NAME, files } from '../stories/certificate.mjs';

journey('a request is refused with reasons and their basis, signed, issued and handed over', async (cast) => {
  const who = somebody('Đinh Thị Khiếu Nại');
  const citizen = await cast.person('Khiếu Nại');
  await signsUp(citizen, who);
  const code = await files(citizen, who);
  const desk = await official(cast, BINH_SON.desk);
  const number = await receives(desk, code);
  await finishes(desk);
  const officer = await official(cast, BINH_SON.officer);
  await does(officer, number, 'Đủ căn cứ để kết luận');

  // A refusal without a reason cannot go on.
  await officer.opensDossier(number);
  await officer.fills({ 'Kết luận': 'Trình từ chối, nêu rõ lý do' });
  await officer.presses('Hoàn thành bước này');
  await officer.sees('Chưa làm được', /Lý do từ chối/);
  await officer.fills({
    'Lý do từ chối, căn cứ pháp lý': 'Sổ hộ tịch ghi ông/bà đang có vợ hoặc chồng | khoản 2 Điều 22 Nghị định 123/2015/NĐ-CP',
    'Bạn có thể làm gì tiếp': 'Nộp bản án ly hôn nếu đã ly hôn.',
  });
  await finishes(officer);

  // The chair reads the draft before signing, and sends it back once.
  const chair = await official(cast, BINH_SON.chair);
  await chair.opensDossier(number);
  await chair.sees(/đang có vợ hoặc chồng/);
  await chair.fills({ 'Kết luận': 'Trả lại để sửa', 'Ghi chú': 'Ghi rõ ngày đăng ký kết hôn' });
  await finishes(chair);
  await officer.opensDossier(number);
  await officer.sees('Ghi rõ ngày đăng ký kết hôn');
  await officer.fills({
    'Kết luận': 'Trình từ chối, nêu rõ lý do',
    'Lý do từ chối, căn cứ pháp lý': 'Sổ hộ tịch ghi ông/bà kết hôn ngày 02/02/2020 | khoản 2 Điều 22 Nghị định 123/2015/NĐ-CP',
  });
  await finishes(officer);
  await does(chair, number, 'Ký');
  await does(await official(cast, BINH_SON.clerk), number);
  await desk.opens('/can-bo/tra-ket-qua');
  await desk.follows(number);
  await desk.fills({ 'Ai nhận, đã đối chiếu giấy tờ nào': 'gửi bưu chính' });
  await finishes(desk);
  await citizen.opens('/ho-so-cua-toi');
  await citizen.follows(NAME);
  await citizen.sees('Đã trả kết quả');
  const letter = words(await citizen.fetches(/Thông báo không giải quyết hồ sơ/));
  assert.ok(letter.includes('kết hôn ngày 02/02/2020') && letter.includes('khiếu nại'), letter);
});
