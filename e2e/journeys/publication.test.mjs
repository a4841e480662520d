import assert from 'node:assert/strict';
import { journey } from '../journey.mjs';
import { words } from '../paper.mjs';
import { does, finishes, receives } from '../stories/acts.mjs';
import { official, signsUp, somebody } from '../stories/cast.mjs';
import { CULTURE, NAME, files } from '../stories/publication.mjs';

journey('a licence to publish waits for its fee, is paid, read, approved, signed and handed over', async (cast) => {
  const who = somebody('Trần Thị Thử Nghiệm');
  const citizen = await cast.person('Thử Nghiệm');
  await signsUp(citizen, who);
  const code = await files(citizen, who);
  const desk = await official(cast, CULTURE.desk);
  const number = await receives(desk, code);
  await finishes(desk);

  // The clock stands still until the fee is paid: the citizen sees how much, and that nothing runs meanwhile.
  await citizen.opens('/ho-so-cua-toi');
  await citizen.follows(NAME);
  await citizen.sees('Chờ nộp phí, lệ phí', 'Tạm dừng từ', /100 trang quy chuẩn × 15\.000 đồng/, /1\.500\.000 đồng \(chưa nộp\)/);
  const officer = await official(cast, CULTURE.officer);
  await officer.opensDossier(number);
  await officer.presses('Hoàn thành bước này');
  await officer.sees('Chưa làm được', /chưa thu/);

  // The desk takes the money; the slip has the amount, and the work goes on.
  await desk.opens(`/can-bo/ho-so?q=${number}`);
  await desk.follows(number);
  await desk.presses('Đã thu tiền, cấp phiếu thu');
  await desk.sees(/đã thu, phiếu [0-9]{6}\//);
  await citizen.page.reload();
  await citizen.sees(/\(đã nộp\)/);
  const slip = words(await citizen.fetches(/Phiếu thu/));
  assert.ok(slip.includes('1.500.000'), `the slip has the amount: ${slip}`);
  await does(officer, number);
  await citizen.page.reload();
  await citizen.sees('Đang giải quyết');
  await citizen.doesNotSee('Tạm dừng từ');

  // Assigned, read, drafted, approved, signed, issued, handed over.
  const head = await official(cast, CULTURE.head);
  await does(head, number);
  await does(officer, number, 'Đủ căn cứ để dự thảo');
  await does(officer, number, 'Trình cấp giấy phép');
  await does(head, number, 'Đồng ý, trình ký');
  const director = await official(cast, CULTURE.director);
  await does(director, number, 'Ký');
  await does(director, number);
  await desk.opens('/can-bo/tra-ket-qua');
  await desk.follows(number);
  await desk.fills({ 'Ai nhận, đã đối chiếu giấy tờ nào': `${who.name}, căn cước ${who.id}` });
  await finishes(desk);
  await desk.sees('Đã trả kết quả');
  await citizen.page.reload();
  await citizen.sees('Đã trả kết quả');
  const licence = words(await citizen.fetches(/Giấy phép xuất bản/));
  assert.ok(licence.includes('Kỷ yếu trại sáng tác Sa Huỳnh') && licence.includes('300'), licence);
});
