// Where the answers to what is typed stand.
import assert from 'node:assert/strict';
import test from 'node:test';
import { address } from '../src/live-results.js';

const here = 'http://motcua.test/thu-tuc?q=cu&linh-vuc=dat-dai&trang=3';

test('a new question keeps what the list is narrowed by and begins with the first page', () => {
  assert.equal(address(here, '/thu-tuc', 'sổ đỏ'), 'http://motcua.test/thu-tuc?q=s%E1%BB%95+%C4%91%E1%BB%8F&linh-vuc=dat-dai');
});

test('an empty question is no question', () => {
  assert.equal(address(here, '/thu-tuc', '  '), 'http://motcua.test/thu-tuc?linh-vuc=dat-dai');
});
