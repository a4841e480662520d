// A form that saves itself: nothing is lost, nothing is sent twice, all is said.
import assert from 'node:assert/strict';
import test from 'node:test';
import { RETRY_MS, Saver, WAIT_MS, WORDS } from '../src/saver.js';

/** A page in memory; `answers` are what the server says, one after another. */
function given(t, answers = []) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const page = {
    text: '', isOnlineNow: true, isLight: true, leaving: false, sent: [], said: [], version: undefined,
    read: () => page.text,
    post: async () => {
      page.sent.push(page.text);
      const answer = answers.shift() ?? { status: 200 };
      return answer instanceof Promise ? answer : { ...answer };
    },
    canOutlive: () => page.isLight,
    say: (state, words) => page.said.push([state, words]),
    isOnline: () => page.isOnlineNow,
    isLeaving: () => page.leaving,
    now: () => new Date(2026, 10, 24, 9, 14),
    accept: (answer) => { page.version = answer.version; },
  };
  const saver = new Saver(page);
  const type = (text) => { page.text = text; saver.changed(); };
  const wait = async (ms) => { t.mock.timers.tick(ms); for (let i = 0; i < 8; i += 1) await null; };
  return { page, saver, type, wait };
}

test('a pause in typing saves once, and says when', async (t) => {
  const { page, type, wait } = given(t);
  type('N');
  await wait(WAIT_MS - 1);
  type('Ng');
  await wait(WAIT_MS - 1);
  assert.deepEqual(page.sent, []);

  await wait(1);

  assert.deepEqual(page.sent, ['Ng']);
  assert.deepEqual(page.said, [['unsaved', WORDS.unsaved], ['unsaved', WORDS.unsaved], ['saved', 'Đã lưu lúc 9:14, chưa nộp']]);
});

test('what is typed while a save is under way goes with the next', async (t) => {
  let answer;
  const slow = new Promise((resolve) => { answer = resolve; });
  const { page, type, wait } = given(t, [slow]);
  type('one');
  await wait(WAIT_MS);
  type('one two');
  await wait(WAIT_MS);
  assert.deepEqual(page.sent, ['one'], 'one request at a time');

  answer({ status: 200 });
  await wait(0);
  await wait(WAIT_MS);

  assert.deepEqual(page.sent, ['one', 'one two']);
  assert.equal(page.said.at(-1)[0], 'saved');
});

test('a server that fails is asked again, more and more seldom, until it has the words', async (t) => {
  const { page, type, wait } = given(t, [{ status: 503 }, { status: 0 }, { status: 429 }, { status: 500 }, { status: 500 }]);
  type('x');
  await wait(WAIT_MS);
  assert.deepEqual(page.said.at(-1), ['offline', WORDS.failed]);

  for (const ms of [...RETRY_MS, RETRY_MS.at(-1)]) {
    const before = page.sent.length;
    await wait(ms - 1);
    assert.equal(page.sent.length, before);
    await wait(1);
    assert.equal(page.sent.length, before + 1);
  }
  assert.equal(page.said.at(-1)[0], 'saved');
});

test('without network nothing is sent, and it is said; with network again it is saved', async (t) => {
  const { page, saver, type, wait } = given(t);
  page.isOnlineNow = false;
  type('x');
  await wait(WAIT_MS);
  assert.deepEqual(page.sent, []);
  assert.deepEqual(page.said.at(-1), ['offline', WORDS.offline]);
  assert.equal(saver.isUnsaved(), true);

  page.isOnlineNow = true;
  await saver.save();

  assert.deepEqual(page.sent, ['x']);
  assert.equal(saver.isUnsaved(), false);
});

for (const [status, words] of [[409, WORDS.conflict], [401, WORDS.login], [403, WORDS.refused], [422, WORDS.refused]]) {
  test(`a refusal with ${status} is said and not repeated until something changes`, async (t) => {
    const { page, type, wait } = given(t, [{ status }]);
    type('x');
    await wait(WAIT_MS);
    await wait(60_000);
    assert.deepEqual(page.sent, ['x']);
    assert.deepEqual(page.said.at(-1), ['offline', words]);

    type('xy');
    await wait(WAIT_MS);

    assert.deepEqual(page.sent, ['x', 'xy']);
  });
}

test('the words and the version of the server are taken over', async (t) => {
  const { page, type, wait } = given(t, [{ status: 200, message: 'Đã lưu lúc 9:15, chưa nộp', version: 7 }]);
  type('x');
  await wait(WAIT_MS);
  assert.equal(page.said.at(-1)[1], 'Đã lưu lúc 9:15, chưa nộp');
  assert.equal(page.version, 7);
});

test('typing back to what is saved sends nothing and says so', async (t) => {
  const { page, type, wait } = given(t);
  type('x');
  await wait(WAIT_MS);
  type('xy');
  type('x');
  await wait(WAIT_MS);
  assert.deepEqual(page.sent, ['x']);
  assert.deepEqual(page.said.at(-1), ['saved', 'Đã lưu lúc 9:14, chưa nộp']);
});

test('once the form itself is on its way, no save follows it', async (t) => {
  const { page, type, wait } = given(t);
  type('x');
  page.leaving = true;
  await wait(WAIT_MS);
  assert.deepEqual(page.sent, []);
});

test('leaving with unsaved words saves them on the way out', async (t) => {
  const { page, saver, type, wait } = given(t);
  assert.equal(saver.saveOnLeaving(), true, 'nothing to lose');
  type('x');
  assert.equal(saver.saveOnLeaving(), true);
  await wait(0);
  assert.deepEqual(page.sent, ['x']);
});

test('the person is asked before leaving when the words could not be saved', async (t) => {
  const { page, saver, type, wait } = given(t, [{ status: 401 }]);
  type('x');
  page.isOnlineNow = false;
  assert.equal(saver.saveOnLeaving(), false, 'no network');
  page.isOnlineNow = true;
  page.isLight = false;
  assert.equal(saver.saveOnLeaving(), false, 'too much to send after the page is gone');
  page.isLight = true;
  await wait(WAIT_MS);
  assert.equal(saver.saveOnLeaving(), false, 'refused before');
});
