// The certificate of marital status (1.004873), asked for at xã Bình Sơn: what a citizen declares, section by section.
import { file } from '../form.mjs';
import { scan } from '../paper.mjs';

export const NAME = 'Cấp Giấy xác nhận tình trạng hôn nhân';

/** Answers of the sections, in their order, for a single woman who buys a house. */
export function sections(who) {
  return [
    ['Người yêu cầu', {
      'Bạn xin giấy này cho ai?': 'Cho bản thân',
      'Họ và tên': who.name,
      'Ngày sinh': '12/04/1998',
      'Giới tính': 'Nữ',
      'Số giấy tờ': who.id,
      'Ngày cấp': '20/08/2021',
      'Nơi cấp': 'Cục Cảnh sát quản lý hành chính về trật tự xã hội',
      'Nơi thường trú': { 'Tỉnh, thành phố': 'Tỉnh Quảng Ngãi', 'Xã, phường, đặc khu': 'Xã Bình Sơn', 'Số nhà, đường, thôn, tổ dân phố': 'Thôn Mẫu' },
      'Điện thoại': who.phone,
    }],
    ['Người được cấp giấy', { 'Dân tộc': 'Kinh', 'Nơi vừa ghi là nơi': 'Thường trú' }],
    ['Các nơi đã thường trú', {
      'Nơi thường trú': { 'Tỉnh, thành phố': 'Tỉnh Quảng Ngãi', 'Xã, phường, đặc khu': 'Xã Bình Sơn', 'Số nhà, đường, thôn, tổ dân phố': 'Thôn Mẫu' },
      'Từ ngày': '01/01/2010',
    }],
    ['Tình trạng hôn nhân', {
      'Tình trạng hôn nhân của người được cấp giấy': 'Chưa đăng ký kết hôn với ai',
      'Xin xác nhận trong thời gian nào?': 'Đến hiện tại',
    }],
    ['Mục đích sử dụng', { 'Bạn dùng giấy này để làm gì?': 'Mua bán, chuyển nhượng nhà đất', 'Bạn đã từng được cấp giấy này chưa?': 'Chưa từng' }],
    ['Nhận kết quả', { 'Bạn muốn nhận kết quả bằng cách nào?': 'Tại bộ phận một cửa' }],
    ['Cam đoan', { 'Tôi cam đoan nội dung kê khai đúng sự thật và chịu trách nhiệm trước pháp luật': true, 'Chữ ký của người khai': true }],
  ];
}

export const identityPaper = () => ({ 'Giấy tờ tùy thân, giấy tờ về nơi cư trú': file('can-cuoc.pdf', scan()) });

/** Finds the procedure, fills every section, sends a scan, checks and files, on pages that the journey of a certificate looks at. */
export function files(citizen, who) {
  return citizen.hurries(() => filed(citizen, who));
}

/** The same step by step. Gives the look-up code. */
async function filed(citizen, who) {
  await citizen.opens('/thu-tuc/1.004873');
  await citizen.presses('Khai và nộp hồ sơ');
  await declares(citizen, who);
  await citizen.isAt('Kiểm tra rồi nộp hồ sơ');
  await citizen.presses('Nộp hồ sơ');
  await citizen.isAt('Đã gửi hồ sơ');
  return codeOn(citizen);
}

/** Fills every section of the open draft and sends a scan; stands before the check afterwards. */
export async function declares(citizen, who) {
  for (const [title, answers] of sections(who)) {
    await citizen.isAt(title);
    await citizen.fills(answers);
    await citizen.presses('Lưu và tiếp tục');
  }
  await citizen.isAt('Giấy tờ kèm theo');
  await citizen.fills(identityPaper());
  await citizen.presses('Lưu và tiếp tục');
}

/** The look-up code on the page that confirms. */
export async function codeOn(citizen) {
  return (await citizen.page.locator('.mc-confirmation__code').innerText()).trim();
}
