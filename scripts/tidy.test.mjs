import assert from 'node:assert/strict';
import test from 'node:test';
import { problems } from './tidy.mjs';

const lines = (count) => 'x\n'.repeat(count);
const exists = (file) => ['docs/adr/README.md', 'LICENSE'].includes(file);

function check(file, text, ...expected) {
  const found = problems(file, text, exists);
  assert.equal(found.length, expected.length, found.join('\n'));
  expected.forEach((pattern, at) => assert.match(found[at], pattern));
}

test('a file may be as long as the limit and no longer', () => {
  check('crates/forms/src/check.rs', lines(400));
  check('crates/forms/src/check.rs', lines(401), /at most 400 lines, found 401/);
  check('crates/server/src/features/dossiers/pages/submit.html', lines(151), /at most 150/);
});

test('tests and snapshots may be longer', () => {
  check('crates/server/tests/it/dossiers/receive.rs', lines(900));
  check('crates/server/tests/it/snapshots/routes.snap', lines(900));
});

test('a registry is named by its package, never by its address', () => {
  check('README.md', 'a\nhttps://www.npmjs.com/package/x\n', /README\.md:2: the address of a registry/);
  check('Cargo.lock', 'source = "registry+https://github.com/rust-lang/crates.io-index"\n');
});

test('a path of one machine is refused', () => {
  check('docs/operate/install.md', 'see /root/motcua\n', /path of one machine/);
  check('crates/x/src/lib.rs', 'const A: &str = "../shared/data";\n', /path of one machine/);
});

test('unfinished code and merge marks are refused', () => {
  check('crates/x/src/lib.rs', 'fn a() { todo!() }\n', /unfinished/);
  check('STYLE.md', 'a\n<<<<<<< mine\n', /STYLE\.md:2: the mark of a merge conflict/);
});

test('a link in a document leads to a file of the project', () => {
  check('CONTRIBUTING.md', '[why](docs/adr/README.md#top) [law](LICENSE) [out](https://example.org) [here](#a)\n');
  check('docs/adr/0001-x.md', '[index](README.md) [licence](../../LICENSE)\n');
  check('CONTRIBUTING.md', 'a\n[gone](docs/gone.md)\n', /CONTRIBUTING\.md:2: the link to docs\/gone\.md leads nowhere/);
  check('CONTRIBUTING.md', '```\n[example](docs/gone.md)\n```\n');
});

test('a lock file holds no download addresses', () =>
  check('web/package-lock.json', '{"resolved": "x"}', /download addresses/));
