// What the small scripts say and how they read what is typed.
import assert from 'node:assert/strict';
import test from 'node:test';
import { savedText } from '../src/saver.js';
import { countText } from '../src/character-count.js';
import { progressText } from '../src/checklist.js';
import { withDots, withSlashes } from '../src/field-format.js';
import { isTyping, nextIndex } from '../src/keys.js';
import { sizeText } from '../src/upload.js';

const DATE = [2, 2, 4];

test('digits typed one after another become a date', () => {
  let typed = '';
  for (const digit of '17051960') typed = withSlashes(typed + digit, DATE);
  assert.equal(typed, '17/05/1960');
});

test('a date may be pasted, or typed with its own slashes', () => {
  for (const [typed, shown] of [['17051960', '17/05/1960'], ['17/05/1960', '17/05/1960'], ['17/', '17/'], ['17//', '17/'],
    ['1/5/1960', '1/5/1960'], ['', ''], ['/', '']]) {
    assert.equal(withSlashes(typed, DATE), shown, typed);
  }
});

test('what is not a date of digits is left as typed', () => {
  for (const typed of ['17-05-1960', '17 tháng 5', '170519601', '17/05/1960/2']) assert.equal(withSlashes(typed, DATE), typed);
});

test('a month has two groups', () => {
  assert.equal(withSlashes('052025', [2, 4]), '05/2025');
});

test('an amount is grouped by thousands, whatever way it was typed', () => {
  for (const [typed, shown] of [['1500000', '1.500.000'], ['1.500.000', '1.500.000'], ['1 500 000 đồng', '1.500.000'],
    ['75000đ', '75.000'], ['0', '0'], ['007', '7'], ['999', '999']]) {
    assert.equal(withDots(typed), shown, typed);
  }
});

test('an amount that is not a whole number is left for the server to explain', () => {
  for (const typed of ['12,5', '-3', 'năm trăm', '']) assert.equal(withDots(typed), typed);
});

test('the saved-state is a sentence with the hour as people write it', () => {
  assert.equal(savedText('Đã lưu lúc {time}, chưa nộp', new Date(2026, 10, 24, 9, 4)), 'Đã lưu lúc 9:04, chưa nộp');
});

test('room left is told only when it gets short, in letters as people count them', () => {
  assert.equal(countText('a'.repeat(79), 100), '');
  assert.equal(countText('a'.repeat(80), 100), 'Còn 20 chữ cái');
  assert.equal(countText('ế'.normalize('NFD').repeat(80), 100), 'Còn 20 chữ cái');
  assert.equal(countText('a'.repeat(103), 100), 'Dài quá 3 chữ cái, xin rút gọn');
});

test('the preparation list counts its ticks', () => {
  assert.equal(progressText('Đã chuẩn bị {n}/{all}', 2, 5), 'Đã chuẩn bị 2/5');
});

test('moving through a list starts at its near end and stops at both ends', () => {
  assert.equal(nextIndex(-1, 1, 5), 0);
  assert.equal(nextIndex(-1, -1, 5), 4);
  assert.equal(nextIndex(4, 1, 5), 4);
  assert.equal(nextIndex(0, -1, 5), 0);
  assert.equal(nextIndex(1, 1, 5), 2);
});

test('keys pressed in a field belong to the field', () => {
  const inside = (selectors) => ({ closest: (asked) => (selectors.some((one) => asked.includes(one)) ? {} : null) });
  assert.equal(isTyping(inside(['input'])), true);
  assert.equal(isTyping(inside([])), false);
});

test('sizes of files are short', () => {
  assert.equal(sizeText(10), '1 KB');
  assert.equal(sizeText(340 * 1000), '340 KB');
  assert.equal(sizeText(1_249_000), '1,2 MB');
});
