// What the build leaves out of the bought-in style sheet, and what it writes.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import test from 'node:test';
import { prune } from '../build/govuk-css.mjs';

const web = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const run = promisify(execFile);

test('the typeface and unused components of the design system are left out', () => {
  const css = '@font-face{font-family:GDS Transport;src:url(x)}.govuk-tabs{a:b}.govuk-link,.govuk-footer{font-family:GDS Transport,arial,sans-serif}'
    + '@media print{.govuk-header{c:d}}@media print{.govuk-link{e:f}}@media screen\\0 and (x){.govuk-link{g:h}}';
  assert.equal(prune(css), '.govuk-link{font-family:var(--mc-font)}@media print{.govuk-link{e:f}}');
});

test('a brace or comma inside a string or a function does not cut a rule', () => {
  const css = '.govuk-a:before{content:"}"}.govuk-b:is(.x,.y),.govuk-tag{c:d}';
  assert.equal(prune(css), '.govuk-a:before{content:"}"}.govuk-b:is(.x,.y){c:d}');
});

test('two builds write the same bytes, packed twice, and sweep what is stale', async (t) => {
  const out = await mkdtemp(path.join(tmpdir(), 'motcua-assets-'));
  t.after(() => rm(out, { recursive: true }));
  const build = () => run(process.execPath, [path.join(web, 'build.mjs')], { env: { ...process.env, MOTCUA_ASSETS: out } });

  await build();
  const first = await contents(out);
  await writeFile(path.join(out, 'app-OLDOLDOL.css'), 'stale');
  await build();

  assert.deepEqual(await contents(out), first);
  const manifest = JSON.parse(first['manifest.json'].toString());
  for (const name of ['app.css', 'app.js', 'viewer.css', 'viewer.js', 'favicon.svg', 'third-party.txt']) {
    const plain = first[manifest[name]];
    assert.ok(plain, name);
    assert.deepEqual(brotliDecompressSync(first[`${manifest[name]}.br`]), plain);
    assert.deepEqual(gunzipSync(first[`${manifest[name]}.gz`]), plain);
  }
  const css = first[manifest['app.css']].toString();
  // Not doesNotMatch: it would print the whole sheet.
  assert.ok(!/GDS Transport|crest/.test(css), 'what is licensed for gov.uk only stays out');
  assert.ok(!/url\(["']?(data|https?):/.test(css), 'fonts and pictures are our own files, so that the policy holds');
  for (const [, file] of css.matchAll(/url\(["']?\.?\/?([^)"']+)/g)) assert.ok(first[file], file);
});

async function contents(dir) {
  const entries = await Promise.all((await readdir(dir)).sort().map(async (name) => [name, await readFile(path.join(dir, name))]));
  return Object.fromEntries(entries);
}
