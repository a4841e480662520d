import assert from 'node:assert/strict';
import { journey } from '../journey.mjs';
import { words } from '../paper.mjs';
import { receives } from '../stories/acts.mjs';
import { BINH_SON, official, signsUp, somebody } from '../stories/cast.mjs';
import { NAME, files } from '../stories/certificate.mjs';

journey('before acceptance the desk asks for a correction; what was corrected is accepted', async (cast) => {
  const who = somebody('Phạm Thị Sửa Lại');
  const citizen = await cast.person('Sửa Lại');
  await signsUp(citizen, who);
  const code = await files(citizen, who);
  const desk = await official(cast, BINH_SON.desk);
  await desk.opens('/can-bo/tiep-nhan');
  await desk.follows(code);
  await desk.follows('Yêu cầu sửa trước khi tiếp nhận');
  await desk.fills({ 'Lý do: Nơi cấp': 'Ghi đúng tên cơ quan như trên căn cước' });
  await desk.presses('Gửi yêu cầu');
  await desk.sees('Chờ sửa trước khi tiếp nhận');
  await desk.doesNotSee('Hẹn trả kết quả');

  // The citizen sees one question, answers it, and it waits for the desk again; no clock ran.
  await citizen.opens('/ho-so-cua-toi');
  await citizen.follows(NAME);
  await citizen.follows('Xem và sửa, bổ sung những mục được yêu cầu');
  await citizen.sees('Ghi đúng tên cơ quan như trên căn cước');
  await citizen.fills({ 'Nơi cấp': '' });
  await citizen.presses('Gửi lại cho cơ quan');
  await citizen.isToldAbout('Nơi cấp', 'Nơi cấp');
  await citizen.fills({ 'Nơi cấp': 'Bộ Công an' });
  await citizen.presses('Gửi lại cho cơ quan');
  await citizen.sees('Chờ tiếp nhận');
  await receives(desk, code);
  await desk.sees('Bộ Công an');
});

journey('a dossier is declined with a reason, and its applicant reads why and what to do', async (cast) => {
  const who = somebody('Ngô Thị Từ Chối');
  const citizen = await cast.person('Từ Chối');
  await signsUp(citizen, who);
  const code = await files(citizen, who);
  const desk = await official(cast, BINH_SON.desk);
  await desk.opens('/can-bo/tiep-nhan');
  await desk.follows(code);
  await desk.unfolds('Từ chối tiếp nhận');
  await desk.fills({ 'Lý do cụ thể': 'Thiếu', 'Người nộp có thể làm gì': 'Nộp tại xã nơi đăng ký thường trú.' });
  await desk.presses('Từ chối tiếp nhận');
  await desk.sees('Chưa làm được', /Lý do từ chối cần nêu cụ thể/);
  await desk.fills({ 'Lý do cụ thể': 'Bạn đăng ký thường trú ở nơi khác, không thuộc xã Bình Sơn.', 'Căn cứ': 'Điều 21 Nghị định 123/2015/NĐ-CP' });
  await desk.presses('Từ chối tiếp nhận');
  await desk.sees('Không tiếp nhận');
  await cast.letterTo(who.email, 'không được tiếp nhận');
  await citizen.opens('/ho-so-cua-toi');
  await citizen.follows(NAME);
  await citizen.sees('Không tiếp nhận', /không thuộc xã Bình Sơn/);
  const paper = words(await citizen.fetches(/[Tt]ừ chối/));
  assert.ok(paper.includes('không thuộc xã Bình Sơn') && paper.includes('Nộp tại xã nơi đăng ký thường trú'), paper);
});
