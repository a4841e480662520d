import { journey } from '../journey.mjs';
import { PASSWORD, official, somebody } from '../stories/cast.mjs';

journey('an administrator gives a new official an account and a role; the official logs in and sees the inbox', async (cast) => {
  const who = somebody('Bùi Văn Tân Tuyển');
  const login = `tuyen.${who.id.slice(-6)}`;
  const administrator = await official(cast, 'quantri');
  await administrator.opens('/quan-tri/nguoi');
  await administrator.follows('Cấp tài khoản cán bộ');
  await administrator.presses('Cấp tài khoản');
  await administrator.isToldAbout('Họ và tên', 'họ và tên');
  await administrator.fills({ 'Họ và tên': who.name, 'Tên đăng nhập': login, 'Mật khẩu lần đầu': PASSWORD });
  await administrator.presses('Cấp tài khoản');
  await administrator.sees('Người này chưa giữ vai trò nào hôm nay');

  // Without a role the new official can log in and sees no dossier.
  const newcomer = await official(cast, login);
  await newcomer.opens('/can-bo/ho-so');
  await newcomer.doesNotSee(/H48\.02/);

  // With a role in a unit, the inbox of that role is theirs.
  await administrator.follows('Phân công vai trò');
  await administrator.fills({ 'Đơn vị': 'Ủy ban nhân dân xã Bình Sơn (xa-21040)', 'Vai trò': 'Công chức chuyên môn', 'Từ ngày': today() });
  await administrator.presses('Phân công');
  await administrator.doesNotSee('Người này chưa giữ vai trò nào hôm nay');
  await newcomer.opens('/can-bo/viec');
  await newcomer.isAt('Việc của tôi');
  await newcomer.sees('việc chưa ai nhận', /H48\.02/);
  await newcomer.follows(/H48\.02/);
  await newcomer.sees('Nội dung khai');

  // Units: the administrator looks one up, and sees who works there.
  await administrator.opens('/quan-tri/don-vi');
  await administrator.follows(/Bình Sơn/);
  await administrator.sees(who.name);
});

/** Today in Việt Nam as people type it. */
function today() {
  return new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date());
}
