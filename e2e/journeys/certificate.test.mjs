import assert from 'node:assert/strict';
import { journey } from '../journey.mjs';
import { words } from '../paper.mjs';
import { BINH_SON, official, signsUp, somebody } from '../stories/cast.mjs';
import { NAME, codeOn, declares } from '../stories/certificate.mjs';

journey('a certificate is found, declared, received, examined, signed, issued, handed over and looked up', async (cast) => {
  const who = somebody('Nguyễn Thị Ví Dụ');
  const citizen = await cast.person('Ví Dụ');
  await signsUp(citizen, who);

  // The citizen finds it without accents, declares and files.
  await citizen.opens('/');
  await citizen.fills({ 'Bạn cần làm thủ tục gì?': 'giay doc than' });
  await citizen.presses('Tìm');
  await citizen.follows(NAME);
  await citizen.isAt(NAME);
  await citizen.presses('Khai và nộp hồ sơ');
  await declares(citizen, who);
  await citizen.isAt('Kiểm tra rồi nộp hồ sơ');
  await citizen.sees(who.name, 'Mua bán, chuyển nhượng nhà đất', 'can-cuoc.pdf', '15.000 đồng');
  await citizen.presses('Nộp hồ sơ');
  await citizen.isAt('Đã gửi hồ sơ');
  const secret = await codeOn(citizen);
  await cast.letterTo(who.email, secret);

  // The desk receives it and prints the receipt.
  const desk = await official(cast, BINH_SON.desk);
  await desk.opens('/can-bo/tiep-nhan');
  await desk.follows(secret);
  await desk.sees('Chờ tiếp nhận', who.id);
  await desk.presses('Tiếp nhận, cấp mã hồ sơ');
  await desk.sees('Đã tiếp nhận');
  const number = (await desk.page.locator('h1 .mc-number').innerText()).trim();
  assert.match(number, /^H48\.[0-9.]+-[0-9]{6}-[0-9]{4,}$/);
  const due = (await desk.page.locator('.mc-due__date').innerText()).trim();
  const receipt = words(await desk.fetches(/mở để in.*Giấy tiếp nhận hồ sơ/));
  assert.ok(receipt.includes(who.name), `the receipt names the applicant: ${receipt}`);
  assert.ok(receipt.includes(number) && receipt.includes(onPaper(due)), `the receipt has ${number} and ${due}: ${receipt}`);
  await desk.presses('Đã thu tiền, cấp phiếu thu');
  await desk.presses('Hoàn thành bước này');

  // The officer examines and drafts, the chair signs, the clerk issues.
  const officer = await official(cast, BINH_SON.officer);
  await officer.opensDossier(number);
  await officer.fills({ 'Kết luận': 'Đủ căn cứ để kết luận' });
  await officer.presses('Hoàn thành bước này');
  await officer.fills({ 'Kết luận': 'Trình cấp Giấy xác nhận' });
  await officer.presses('Hoàn thành bước này');
  const chair = await official(cast, BINH_SON.chair);
  await chair.opensDossier(number);
  await chair.sees('Chưa đăng ký kết hôn với ai');
  await chair.fills({ 'Kết luận': 'Ký' });
  await chair.presses('Hoàn thành bước này');
  const clerk = await official(cast, BINH_SON.clerk);
  await clerk.opensDossier(number);
  await clerk.presses('Hoàn thành bước này');

  // The desk hands it over.
  await desk.opens('/can-bo/tra-ket-qua');
  await desk.follows(number);
  await desk.fills({ 'Ai nhận, đã đối chiếu giấy tờ nào': `${who.name}, căn cước ${who.id}` });
  await desk.presses('Hoàn thành bước này');
  await desk.sees('Đã trả kết quả');

  // The citizen has it, and anybody with number and code sees where it stands.
  await citizen.opens('/ho-so-cua-toi');
  await citizen.follows(NAME);
  await citizen.sees('Đã trả kết quả', number);
  const outcome = words(await citizen.fetches(/Giấy xác nhận tình trạng hôn nhân/));
  assert.ok(outcome.includes(who.name) && outcome.includes('Chưa đăng ký kết hôn với ai'), outcome);
  const neighbour = await cast.person('Hàng xóm', { device: 'phone' });
  await neighbour.opens('/tra-cuu');
  await neighbour.fills({ 'Mã hồ sơ': number, 'Mã tra cứu': secret });
  await neighbour.presses('Tra cứu');
  await neighbour.sees('Đã trả kết quả', NAME);
  await neighbour.doesNotSee(who.id, who.phone);
});

/** "11:30 thứ Hai, 30/11/2026" as papers write the day. */
function onPaper(moment) {
  const [, day, month, year] = /(\d\d)\/(\d\d)\/(\d{4})/.exec(moment);
  return `ngày ${day} tháng ${month} năm ${year}`;
}
