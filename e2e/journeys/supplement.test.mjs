import assert from 'node:assert/strict';
import { journey } from '../journey.mjs';
import { words } from '../paper.mjs';
import { does, finishes, receives } from '../stories/acts.mjs';
import { BINH_SON, official, signsUp, somebody } from '../stories/cast.mjs';
import { NAME, files } from '../stories/certificate.mjs';

const STATUS = 'Tình trạng hôn nhân của người được cấp giấy';

journey('an officer asks for a supplement; the citizen mends exactly that, and the clock has waited for it', async (cast) => {
  const who = somebody('Lê Thị Bổ Sung');
  const citizen = await cast.person('Bổ Sung');
  await signsUp(citizen, who);
  const code = await files(citizen, who);
  const desk = await official(cast, BINH_SON.desk);
  const number = await receives(desk, code);
  await finishes(desk);

  // The officer asks with form 02, each item with its reason. Without a reason nothing is sent.
  const officer = await official(cast, BINH_SON.officer);
  await officer.opensDossier(number);
  await officer.follows('Yêu cầu bổ sung hồ sơ');
  await officer.presses('Gửi yêu cầu');
  await officer.sees('Chưa gửi được', /Chọn ít nhất một mục/);
  await officer.fills({ [`Lý do: ${STATUS}`]: 'Sổ hộ tịch ghi bạn đã ly hôn năm 2020', 'Người nộp hỏi thêm ở đâu': 'Đỗ Văn Tịnh, 0255 000 000' });
  await officer.presses('Gửi yêu cầu');
  await officer.sees('Chờ bổ sung', 'Tạm dừng');
  const paper = words(await officer.fetches(/mở để in.*bổ sung/i));
  assert.ok(paper.includes('Sổ hộ tịch ghi bạn đã ly hôn năm 2020') && paper.includes(who.name), paper);

  // The citizen is told by mail and on the page; only what was asked can be changed, and what follows from it.
  await cast.letterTo(who.email, 'bổ sung');
  await citizen.opens('/ho-so-cua-toi');
  await citizen.follows(NAME);
  await citizen.sees('Hồ sơ đang chờ bạn', 'Tạm dừng từ');
  await citizen.follows('Xem và sửa, bổ sung những mục được yêu cầu');
  await citizen.sees('Sổ hộ tịch ghi bạn đã ly hôn năm 2020', 'Đỗ Văn Tịnh, 0255 000 000');
  await citizen.doesNotSee('Họ và tên', 'Số bản án, quyết định ly hôn');
  await citizen.fills({ [STATUS]: 'Đã ly hôn, chưa kết hôn với ai khác' });
  await citizen.presses('Gửi lại cho cơ quan');
  await citizen.isToldAbout('Tòa án hoặc cơ quan giải quyết ly hôn', 'Tòa án');
  await citizen.meetsNoBarrier();
  await citizen.fills({ 'Số bản án, quyết định ly hôn': '12/2020/QĐST-HNGĐ', 'Ngày bản án, quyết định ly hôn': '05/03/2020', 'Tòa án hoặc cơ quan giải quyết ly hôn': 'Tòa án nhân dân mẫu' });
  await citizen.presses('Gửi lại cho cơ quan');

  // The explanation of the due date tells the pause; the officer sees the new answers and goes on.
  await citizen.sees('Đang giải quyết', 'Đã bổ sung; đồng hồ chạy lại');
  await citizen.unfolds('Vì sao có ngày này?');
  const why = await citizen.page.locator('.mc-due').innerText();
  assert.match(why, /tạm dừng/i, 'the explanation tells the pause');
  await officer.opensDossier(number);
  await officer.sees('12/2020/QĐST-HNGĐ', 'Đã ly hôn, chưa kết hôn với ai khác');
  await does(officer, number, 'Đủ căn cứ để kết luận');
});
