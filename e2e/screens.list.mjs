// The albums of the guides: who looks, on which device, and the pages they photograph on their way. People are those of the demo.
import { PASSWORD } from './stories/cast.mjs';
import { identityPaper, sections } from './stories/certificate.mjs';

const MO = { name: 'Trần Thị Hoa Mơ', id: '051190000001', phone: '0905000001' };

export const ALBUMS = [
  {
    name: 'visitor',
    take: async (one, shot) => {
      await one.opens('/');
      await shot('trang-chu');
      await one.opens('/thu-tuc/1.004873');
      await shot('thu-tuc');
      await one.opens('/dang-nhap');
      await shot('dang-nhap');
    },
  },
  {
    name: 'citizen',
    login: MO.phone,
    take: async (one, shot) => {
      await one.opens('/thu-tuc/1.004873');
      await one.presses('Khai và nộp hồ sơ');
      for (const [title, answers] of sections(MO)) {
        await one.fills(answers);
        if (title === 'Tình trạng hôn nhân') {
          await one.sees(/^Đã lưu lúc/);
          await shot('to-khai');
        }
        await one.presses('Lưu và tiếp tục');
      }
      await one.fills(identityPaper());
      await one.presses('Lưu và tiếp tục');
      await shot('kiem-tra');
      await one.presses('Nộp hồ sơ');
      await shot('da-gui');
      await one.opens('/ho-so-cua-toi');
      await shot('ho-so-cua-toi');
      await one.row('Đang giải quyết').getByRole('link').first().click();
      await one.arrives();
      await shot('theo-doi');
    },
  },
  {
    name: 'phone',
    device: 'phone',
    login: '0905000002',
    take: async (one, shot) => {
      await one.opens('/');
      await shot('trang-chu-dien-thoai');
      await one.opens('/ho-so-cua-toi');
      await one.follows(/Cấp giấy phép xây dựng/);
      const number = (await one.page.locator('main .mc-number').first().innerText()).trim();
      const code = (await one.page.locator('strong.mc-number').innerText()).trim();
      await one.opens('/tra-cuu');
      await one.fills({ 'Mã hồ sơ': number, 'Mã tra cứu': code });
      await one.presses('Tra cứu');
      await shot('tra-cuu-dien-thoai');
    },
  },
  {
    name: 'desk',
    login: 'motcua.binhson',
    take: async (one, shot) => {
      await one.opens('/can-bo/viec');
      await shot('viec-cua-toi');
      await one.opens('/can-bo/quay/1.004873');
      await one.fills({ 'Bạn xin giấy này cho ai?': 'Cho bản thân', 'Họ và tên': 'Võ Thị Mẫu', 'Ngày sinh': '12/04/1998', 'Giới tính': 'Nữ' });
      await shot('nhan-tai-quay');
    },
  },
  {
    name: 'officer',
    login: 'hotich.binhson',
    take: async (one, shot) => {
      await one.opens('/can-bo/viec');
      await one.page.locator('main tr', { hasText: 'tình trạng hôn nhân' }).getByRole('link').first().click();
      await one.arrives();
      await shot('ho-so-can-bo', { height: 760 });
      await one.unfolds('Sơ đồ quy trình');
      const diagram = one.page.locator('[data-bpmn-viewer]').first();
      await diagram.locator('svg .djs-shape').first().waitFor();
      await shot('so-do', { part: diagram });
    },
  },
  {
    name: 'administrator',
    login: 'quantri',
    take: async (one, shot) => {
      await one.opens('/quan-tri/don-vi');
      await shot('don-vi');
      await one.opens('/quan-tri/nguoi');
      await shot('can-bo');
    },
  },
].map((album) => ({ device: 'desk', password: PASSWORD, ...album }));
