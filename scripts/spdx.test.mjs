import assert from 'node:assert/strict';
import test from 'node:test';
import { isPermitted } from './spdx.mjs';

const permitted = (...expressions) => check(true, expressions);
const refused = (...expressions) => check(false, expressions);

function check(expected, expressions) {
  for (const expression of expressions) assert.equal(isPermitted(expression), expected, String(expression));
}

test('a permissive licence is permitted', () => permitted('MIT', 'Apache-2.0', '(MIT)', 'OFL-1.1'));

test('a licence that asks for the source of the whole is refused', () =>
  refused('GPL-3.0-only', 'AGPL-3.0-or-later', 'LGPL-2.1-only', 'SSPL-1.0'));

test('of a choice one permitted side is enough', () =>
  permitted('MIT OR Apache-2.0', 'MIT OR LGPL-2.1-or-later', 'GPL-2.0 OR MIT', 'GPL-2.0 OR (AGPL-3.0 OR Zlib)'));

test('of a sum every part must be permitted', () => {
  permitted('MIT AND OFL-1.1', '(MIT OR Apache-2.0) AND Unicode-3.0');
  refused('MIT AND GPL-3.0-only', 'GPL-3.0-only AND (MIT OR ISC)', '(GPL-2.0 OR AGPL-3.0) AND MIT');
});

test('AND binds closer than OR', () => {
  permitted('MIT OR GPL-3.0-only AND ISC');
  refused('GPL-3.0-only OR AGPL-3.0-only AND MIT');
});

test('the old slash means a choice', () => permitted('MIT/Apache-2.0', 'Apache-2.0 / MIT', 'Unlicense/MIT'));

test('an addition must be a known one', () => {
  permitted('Apache-2.0 WITH LLVM-exception OR GPL-3.0-only');
  refused('GPL-2.0 WITH Classpath-exception-2.0', 'MIT WITH Some-exception');
});

test('what is not an expression is refused', () =>
  refused(undefined, null, '', 'SEE LICENSE IN LICENSE', 'UNLICENSED', 'MIT MIT', '(MIT', 'MIT)', 'MIT OR', 'AND'));
