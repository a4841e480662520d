import assert from 'node:assert/strict';
import test from 'node:test';
import { readLetter } from './letters.mjs';

const letter = (...lines) => Buffer.from(lines.join('\r\n'), 'utf8');

test('a letter in base64 is read, with a subject of several words', () => {
  const text = Buffer.from('Hồ sơ đã được tiếp nhận.\r\n').toString('base64');
  const found = readLetter(letter('To: lan@example.vn', 'Subject: =?utf-8?b?SOG7kyBzxqE=?= =?utf-8?b?IMSRw6MgbuG7mXA=?=',
    'Content-Transfer-Encoding: base64', '', text));
  assert.deepEqual(found, { to: 'lan@example.vn', subject: 'Hồ sơ đã nộp', body: 'Hồ sơ đã được tiếp nhận.\r\n' });
});

test('a letter in quoted-printable is read across soft line ends', () => {
  const found = readLetter(letter('To: lan@example.vn', 'Subject: xin =?utf-8?q?ch=C3=A0o_b=E1=BA=A1n?=',
    'Content-Transfer-Encoding: quoted-printable', '', 'h=E1=BB=93=', ' s=C6=A1'));
  assert.deepEqual(found, { to: 'lan@example.vn', subject: 'xin chào bạn', body: 'hồ sơ' });
});

test('a folded header and a plain text are read', () => {
  const found = readLetter(letter('Subject: one', ' two', 'To: lan@example.vn', 'Content-Transfer-Encoding: 8bit', '', 'hồ sơ'));
  assert.deepEqual(found, { to: 'lan@example.vn', subject: 'one two', body: 'hồ sơ' });
});
