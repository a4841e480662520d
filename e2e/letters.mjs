// The letters that the server sent, as files in its data folder.
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const LIMIT_MS = 20_000;

/** Waits for the newest letter to `address` whose text has `words`; gives { subject, body }. */
export async function letterTo(data, address, words = '') {
  const limit = Date.now() + LIMIT_MS;
  for (;;) {
    const found = (await letters(data)).find(({ to, subject, body }) =>
      to.includes(address) && `${subject}\n${body}`.includes(words));
    if (found) return found;
    if (Date.now() > limit) throw new Error(`no letter to ${address}${words && ` with “${words}”`} within ${LIMIT_MS / 1000} s`);
    await pause(100);
  }
}

async function letters(data) {
  const folder = path.join(data, 'mail');
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml'));
  const dated = await Promise.all(names.map(async (name) => {
    const file = path.join(folder, name);
    return { at: (await stat(file)).mtimeMs, letter: readLetter(await readFile(file)) };
  }));
  return dated.sort((a, b) => b.at - a.at).map(({ letter }) => letter);
}

/** Reads the message of one part that the server writes: headers, a blank line, an encoded text. */
export function readLetter(bytes) {
  const raw = bytes.toString('latin1');
  const blank = raw.indexOf('\r\n\r\n');
  const headers = raw.slice(0, blank).replace(/\r\n[ \t]+/g, ' ');
  const header = (name) => headers.match(new RegExp(`^${name}: (.*)$`, 'im'))?.[1]?.trim() ?? '';
  return {
    to: header('To'),
    subject: words(header('Subject')),
    body: decoded(raw.slice(blank + 4), header('Content-Transfer-Encoding').toLowerCase()),
  };
}

function words(text) {
  return text.replace(/(\?=) +(?==\?)/g, '$1').replace(/=\?utf-8\?([bq])\?(.*?)\?=/gi, (_, kind, word) =>
    decoded(kind.toLowerCase() === 'b' ? word : word.replaceAll('_', ' '), kind.toLowerCase() === 'b' ? 'base64' : 'quoted-printable'));
}

function decoded(text, encoding) {
  if (encoding === 'base64') return Buffer.from(text, 'base64').toString('utf8');
  if (encoding !== 'quoted-printable') return Buffer.from(text, 'latin1').toString('utf8');
  const plain = text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(plain, 'latin1').toString('utf8');
}
