import { journey } from '../journey.mjs';
import { does, finishes, receives } from '../stories/acts.mjs';
import { BINH_SON, official, signsUp, somebody } from '../stories/cast.mjs';
import { files } from '../stories/certificate.mjs';

journey('two officials have one dossier open: the second is told that it has changed, loses nothing, and sees what changed', async (cast) => {
  const who = somebody('Huỳnh Thị Cùng Lúc');
  const citizen = await cast.person('Cùng Lúc');
  await signsUp(citizen, who);
  const code = await files(citizen, who);
  const [first, second] = [await official(cast, BINH_SON.desk), await cast.person('màn hình thứ hai')];
  await second.logsIn(BINH_SON.desk, 'trinhdien2026');
  await second.opens('/can-bo/tiep-nhan');
  await second.follows(code);
  const number = await receives(first, code);

  // The second accepts what is accepted already: no second number.
  await second.presses('Tiếp nhận, cấp mã hồ sơ');
  await second.sees(/đang ở tình trạng “Đã tiếp nhận” .*Thao tác của bạn chưa được ghi/);
  await second.opens(`/can-bo/ho-so?q=${number}`);
  await second.follows(number);
  await second.sees('Đã tiếp nhận');

  // One hands over while the other still looks at the step: its act is refused, and the page shows who did it.
  await finishes(first);
  await second.fills({ 'Ghi chú': 'Đã gọi điện cho người nộp' });
  await second.presses('Hoàn thành bước này');
  await second.sees(/không còn mở: .+ đã xử lý\. Thao tác của bạn chưa được ghi/);
  await second.opens(`/can-bo/ho-so?q=${number}`);
  await second.follows(number);
  await second.sees(/Xong bước .Bàn giao hồ sơ/);

  // An officer holds the step; another of the same role reads it and sees by whom it is held.
  const officer = await official(cast, BINH_SON.officer);
  await officer.opensDossier(number);
  await officer.presses('Nhận việc này');
  await officer.opens('/can-bo/viec');
  await does(officer, number, 'Đủ căn cứ để kết luận');
});
