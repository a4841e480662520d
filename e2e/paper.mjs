// Papers of the stories: a scan to send, and the words of a paper that the server printed.
import { inflateSync } from 'node:zlib';

/** A PDF of one empty page, as a scanner might make it. */
export function scan() {
  const parts = ['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>'];
  const objects = parts.map((part, place) => `${place + 1} 0 obj${part}endobj\n`).join('');
  return Buffer.from(`%PDF-1.4\n${objects}trailer<</Root 1 0 R>>\n%%EOF\n`);
}

/**
 * The words of a PDF as the server prints it: objects in the open, fonts with a table back to Unicode. Lines are joined by spaces.
 * It reads what a person copies from the page, so a paper that only looks right is found out.
 */
export function words(bytes) {
  const objects = objectsOf(bytes);
  const pages = [...objects.values()].filter(({ head }) => /\/Type\/Page\b(?!s)/.test(head));
  return pages.map(({ head }) => {
    const resources = objects.get(reference(head, 'Resources'))?.head ?? head;
    const fonts = new Map([...resources.matchAll(/\/(\w+) (\d+) 0 R/g)].map(([, name, number]) => [name, table(objects, Number(number))]));
    return lines(objects.get(reference(head, 'Contents'))?.body ?? '', fonts);
  }).join(' ').replace(/\s+/g, ' ').normalize('NFC');
}

/** Number of an object to its head and, unpacked, its stream. */
function objectsOf(bytes) {
  const text = bytes.toString('latin1');
  const objects = new Map();
  for (const match of text.matchAll(/(?:^|\n)(\d+) 0 obj\s*([^]*?)(?:\nendobj|stream\r?\n)/g)) {
    const [whole, number, head] = match;
    const start = match.index + whole.length;
    const packed = bytes.subarray(start, start + Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0));
    const isPacked = whole.endsWith('stream\n') && head.includes('/FlateDecode');
    objects.set(Number(number), { head, body: (isPacked ? inflateSync(packed) : packed).toString('latin1') });
  }
  return objects;
}

function reference(head, name) {
  return Number(new RegExp(`/${name} (\\d+) 0 R`).exec(head)?.[1]);
}

/** Glyph to text, from the table that goes with a font. */
function table(objects, font) {
  const map = objects.get(reference(objects.get(font)?.head ?? '', 'ToUnicode'))?.body ?? '';
  const pairs = [...map.matchAll(/<([0-9A-F]{4})> <((?:[0-9A-F]{4})+)>\n/gi)];
  return new Map(pairs.map(([, glyph, text]) => [parseInt(glyph, 16), unicode(text)]));
}

function unicode(hex) {
  return Buffer.from(hex, 'hex').swap16().toString('utf16le');
}

/** Follows the operators that choose a font and show text. */
function lines(content, fonts) {
  const found = [];
  let font = new Map();
  let shown = [];
  const tokens = /\/(\w+) [\d.]+ Tf|(T[jJ])\b|\b(BT)\b|<<|<([0-9A-Fa-f]*)>|\(/g;
  for (let match; (match = tokens.exec(content));) {
    const [token, name, isShown, isBegun, hex] = match;
    if (name) font = fonts.get(name) ?? font;
    else if (isBegun) shown = [];
    else if (hex !== undefined) shown.push(glyphs(Buffer.from(hex, 'hex').toString('latin1'), font));
    else if (token === '(') {
      const end = closing(content, match.index);
      shown.push(glyphs(literal(content.slice(match.index + 1, end)), font));
      tokens.lastIndex = end + 1;
    } else if (isShown) {
      found.push(shown.join(''));
      shown = [];
    }
  }
  return found.join(' ');
}

/** Where the text ends that is opened at `start`: parentheses inside it come in pairs or after a backslash. */
function closing(content, start) {
  let depth = 0;
  for (let place = start; place < content.length; place += 1) {
    if (content[place] === '\\') place += 1;
    else if (content[place] === '(') depth += 1;
    else if (content[place] === ')' && (depth -= 1) === 0) return place;
  }
  return content.length;
}

const ESCAPES = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function literal(text) {
  return text.replace(/\\([0-7]{1,3}|[^])/g, (_, code) => (/^[0-7]/.test(code) ? String.fromCharCode(parseInt(code, 8)) : ESCAPES[code] ?? code));
}

function glyphs(raw, font) {
  let out = '';
  for (let place = 0; place + 1 < raw.length; place += 2) out += font.get(raw.charCodeAt(place) * 256 + raw.charCodeAt(place + 1)) ?? '';
  return out;
}
