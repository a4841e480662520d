// A licence to publish (1.003868), asked for at the provincial one-stop desk: what an association declares, section by section.
import { file } from '../form.mjs';
import { scan } from '../paper.mjs';

export const NAME = 'Cấp giấy phép xuất bản tài liệu không kinh doanh (địa phương)';

/** Who works on it: the provincial desk, the department of culture. */
export const CULTURE = { desk: 'motcua.tinh', officer: 'chuyenvien.vhttdl', head: 'truongphong.vhttdl', director: 'giamdoc.vhttdl' };

const place = (detail) => ({ 'Tỉnh, thành phố': 'Tỉnh Quảng Ngãi', 'Xã, phường, đặc khu': 'Xã Bình Sơn', 'Số nhà, đường, thôn, tổ dân phố': detail });

/** Answers of the sections, in their order, for a book of 100 standard pages. */
export function sections(who) {
  return [
    ['Người nộp hồ sơ', {
      'Họ và tên': who.name, 'Ngày sinh': '12/04/1998', 'Giới tính': 'Nữ', 'Số giấy tờ': who.id, 'Ngày cấp': '20/08/2021',
      'Nơi cấp': 'Cục Cảnh sát quản lý hành chính về trật tự xã hội', 'Địa chỉ thường trú': place('Thôn Mẫu'), 'Điện thoại': who.phone,
    }],
    ['Tổ chức đề nghị', {
      'Loại hình': 'Tổ chức xã hội', 'Tên tổ chức (viết đầy đủ)': 'Hội Văn học nghệ thuật Thử Nghiệm',
      'Số giấy chứng nhận đăng ký, quyết định thành lập hoặc giấy phép hoạt động': '12/QĐ-UBND', 'Ngày cấp': '20/05/2010',
      'Cơ quan cấp': 'Ủy ban nhân dân tỉnh Quảng Ngãi', 'Địa chỉ trụ sở': place('1 đường Mẫu'), 'Điện thoại': '0255 3000 000',
      'Người đại diện theo pháp luật': 'Lê Văn Đại Diện', 'Chức danh': 'Chủ tịch Hội', 'Số căn cước hoặc hộ chiếu của người đại diện': '051070000456',
    }],
    ['Tài liệu', {
      'Tên tài liệu': 'Kỷ yếu trại sáng tác Sa Huỳnh', 'Dạng tài liệu': 'In trên giấy', 'Hình thức tài liệu': 'Sách', 'Ngôn ngữ gốc': 'Tiếng Việt',
      'Ngôn ngữ xuất bản': 'Tiếng Việt', 'Số trang': '96', 'Số trang quy chuẩn': '100', 'Khuôn khổ': '14,5 x 20,5',
      'Số lượng in, phát hành': '300', 'Tài liệu thuộc diện nào?': 'Không thuộc các diện dưới đây',
      'Mục đích xuất bản': 'Lưu hành nội bộ, phục vụ hội viên', 'Nội dung tóm tắt': 'Tác phẩm của trại sáng tác.',
    }],
    ['Cơ sở in', { 'Mã số thuế cơ sở in': '0100233488', 'Tên cơ sở in': 'Công ty TNHH In Thử', 'Địa chỉ cơ sở in': place('2 đường Mẫu') }],
    ['Nhận kết quả', { 'Bạn muốn nhận kết quả bằng cách nào?': 'Tại bộ phận một cửa' }],
    ['Cam đoan', { 'Tôi cam đoan nội dung kê khai đúng sự thật và chịu trách nhiệm trước pháp luật': true, 'Chữ ký của người khai': true }],
  ];
}

/** Declares, sends the manuscript and files. Gives the look-up code. */
export async function files(citizen, who) {
  await citizen.opens('/thu-tuc/1.003868');
  await citizen.presses('Khai và nộp hồ sơ');
  for (const [title, answers] of sections(who)) {
    await citizen.isAt(title);
    await citizen.fills(answers);
    await citizen.presses('Lưu và tiếp tục');
  }
  await citizen.isAt('Giấy tờ kèm theo');
  await citizen.fills({ 'Bản thảo tài liệu in': file('ban-thao.pdf', scan()) });
  await citizen.presses('Lưu và tiếp tục');
  await citizen.isAt('Kiểm tra rồi nộp hồ sơ');
  await citizen.presses('Nộp hồ sơ');
  await citizen.isAt('Đã gửi hồ sơ');
  return (await citizen.page.locator('.mc-confirmation__code').innerText()).trim();
}
