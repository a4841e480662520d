import assert from 'node:assert/strict';
import { journey } from '../journey.mjs';
import { words } from '../paper.mjs';
import { dueOn, numberOn } from '../stories/acts.mjs';
import { BINH_SON, official, somebody } from '../stories/cast.mjs';

journey('a paper dossier is taken at the counter by keyboard alone', async (cast) => {
  const who = somebody('Võ Thị Bàn Phím');
  const desk = await official(cast, BINH_SON.desk);
  const { keyboard } = desk.page;

  // The search box has the cursor; the first procedure found opens with j and Enter.
  await desk.opens('/can-bo/quay');
  await keyboard.type('độc thân');
  await moves(desk, () => keyboard.press('Enter'));
  await keyboard.press('j');
  await moves(desk, () => keyboard.press('Enter'));
  await desk.isAt('Cấp Giấy xác nhận tình trạng hôn nhân');

  // The first question has the cursor. Tab goes on, space and arrows choose, in a list as well.
  await keyboard.press('Space');
  await types(desk, [
    ['Họ và tên', who.name], ['Ngày sinh', '12041998'], ['Nam', 'ArrowDown'], ['Số giấy tờ', who.id], ['Ngày cấp', '20082021'],
    ['Nơi cấp', 'Bộ Công an'],
  ]);
  await finds(desk, 'Tỉnh, thành phố', 'Tỉnh Quảng Ngãi');
  await finds(desk, 'Xã, phường, đặc khu', 'Xã Bình Sơn');
  await types(desk, [['Số nhà, đường, thôn, tổ dân phố', 'Thôn Mẫu'], ['Điện thoại', who.phone]]);
  await finds(desk, 'Dân tộc', 'Kinh');
  await types(desk, [['Thường trú', 'Space']]);
  await finds(desk, 'Tỉnh, thành phố', 'Tỉnh Quảng Ngãi');
  await finds(desk, 'Xã, phường, đặc khu', 'Xã Bình Sơn');
  await types(desk, [
    ['Từ ngày', '01012010'], ['Chưa đăng ký kết hôn với ai', 'Space'], ['Đến hiện tại', 'Space'], ['Kết hôn trong nước', 'ArrowDown', 'ArrowDown'],
    ['Chưa từng', 'Space'], ['Tại bộ phận một cửa', 'Space'], [/^Tôi cam đoan/, 'Space'], ['Chữ ký của người khai', 'Space'],
  ]);

  // The papers, then the one act; the number, the due date and the receipt are on the next page.
  await types(desk, [[/^Giấy tờ tùy thân/, 'Space']]);
  await desk.tabsTo('Tiếp nhận, cấp mã hồ sơ');
  await moves(desk, () => keyboard.press('Enter'));
  await desk.sees('Đã tiếp nhận');
  const [number, due] = [await numberOn(desk), await dueOn(desk)];
  assert.match(number, /^H48\./);
  const receipt = words(await desk.fetches(/mở để in.*Giấy tiếp nhận hồ sơ/));
  assert.ok(receipt.includes(number) && receipt.includes(who.name), `${receipt} (${due})`);
});

/** Goes to each question with Tab and answers with keys or letters. */
async function types(desk, answers) {
  for (const [question, ...keys] of answers) {
    await desk.tabsTo(question instanceof RegExp ? question : new RegExp(`^${question}( \\(.*\\))?$`));
    for (const key of keys) {
      if (/^(Space|Arrow\w+)$/.test(key)) await desk.types(key);
      else await desk.page.keyboard.type(key);
    }
  }
}

/** Chooses from a list with the arrow keys. The list may still be on its way. */
async function finds(desk, question, option) {
  await desk.tabsTo(question);
  const list = desk.page.locator(':focus');
  await list.locator('option').filter({ hasText: option }).first().waitFor({ state: 'attached' });
  const steps = await list.evaluate((select, text) => [...select.options].findIndex((each) => each.text === text) - select.selectedIndex, option);
  for (let step = 0; step < Math.abs(steps); step += 1) await desk.types(steps > 0 ? 'ArrowDown' : 'ArrowUp');
  assert.equal(await list.evaluate((select) => select.selectedOptions[0].text), option);
}

/** Does something that leads to another page. */
async function moves(desk, act) {
  await Promise.all([desk.page.waitForEvent('load'), act()]);
  await desk.arrives();
}
