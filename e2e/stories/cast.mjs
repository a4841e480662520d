// The people of the journeys. Officials are those of `motcua run`; every citizen is new, so that journeys can run in any order.

/** The password of everybody. */
export const PASSWORD = 'trinhdien2026';

/** Who works at xã Bình Sơn, by what they do. */
export const BINH_SON = {
  desk: 'motcua.binhson',
  officer: 'hotich.binhson',
  head: 'truongphong.binhson',
  chair: 'chutich.binhson',
  clerk: 'vanthu.binhson',
};

let born = 0;

/** A woman born on 12/04/1998 whom nobody knows yet: phone, identity number and address for mail are hers alone. */
export function somebody(name) {
  born += 1;
  const number = String(process.pid % 10_000).padStart(4, '0') + String(born % 100).padStart(2, '0');
  return { name, phone: `09${String(Date.now() % 100).padStart(2, '0')}${number}`, email: `${number}.${born}@example.vn`, id: `051198${number}` };
}

/** Opens an account and is logged in afterwards. */
export async function signsUp(citizen, who) {
  await citizen.opens('/dang-ky');
  await citizen.fills({
    'Họ và tên': who.name,
    'Số điện thoại': who.phone,
    'Thư điện tử': who.email,
    'Số định danh cá nhân': who.id,
    'Mật khẩu': PASSWORD,
    'Nhập lại mật khẩu': PASSWORD,
  });
  await citizen.presses('Tạo tài khoản');
  await citizen.isAt('Hồ sơ của tôi');
}

/** An official at the desk, logged in. */
export async function official(cast, login, options = {}) {
  const one = await cast.person(login, options);
  await one.logsIn(login, PASSWORD);
  return one;
}
