// The folder of components, its style sheets and its README tell the same story.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'node:test';

const web = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const ui = path.join(web, '../crates/server/src/ui');
const names = (await readdir(path.join(ui, 'components'), { withFileTypes: true })).filter((entry) => entry.isDirectory())
  .map((entry) => entry.name).sort();
const read = (...parts) => readFile(path.join(...parts), 'utf8');
const part = (name, ext) => read(ui, 'components', name, `${name}.${ext}`);

test('every component has its markup, its style and its criteria', async () => {
  for (const name of names) {
    for (const ext of ['html', 'css', 'md']) assert.ok((await part(name, ext)) !== undefined, `${name}.${ext}`);
    assert.match(await part(name, 'md'), /## Accessibility\n/, `${name}.md says what must hold for everybody`);
  }
});

test('the style sheet of every component is joined, in order', async () => {
  const joined = [...(await read(web, 'src/css/components.css')).matchAll(/components\/([a-z-]+)\/([a-z-]+)\.css/g)]
    .map(([, folder, file]) => [folder, file]);
  assert.deepEqual(joined, names.map((name) => [name, name]));
});

test('the README lists every macro with its arguments', async () => {
  const readme = await read(ui, 'README.md');
  for (const name of names) {
    for (const [, macro, given] of (await part(name, 'html')).matchAll(/{% macro (\w+)\((.*?)\) -%}/g)) {
      if (HIDDEN.has(`${name}:${macro}`)) continue;
      const args = given.replace(/, word_(optional|problem)="[^"]*"/g, '');
      assert.ok(readme.includes(`\`${name.replaceAll('-', '_')}::${macro}(${args})\``), `${name}::${macro}(${args})`);
    }
  }
});

test('a macro that writes attributes is set off by a space, because its own first space is trimmed', async () => {
  for (const name of ['field', 'field-table']) assert.doesNotMatch(await part(name, 'html'), /\S{{ (field::)?described\(/);
});

// Pieces of fields that other macros are made of.
const HIDDEN = new Set(['field:optional', 'field:notes', 'field:described', 'field:legend']);

test('no template carries an inline style or script, which the content policy would refuse', async () => {
  for (const name of names) {
    const html = await part(name, 'html');
    assert.doesNotMatch(html, /\sstyle=|\son[a-z]+="|<style|javascript:|<script(?![^>]*\ssrc=)/, name);
  }
});

test('colours are named once, in the tokens', async () => {
  for (const name of names) {
    const screen = (await part(name, 'css')).replace(/@media print[^]*$/, '');
    const literal = screen.match(/#(?!fff\b|ffffff\b|e3b34f\b)[0-9a-f]{3,8}\b/i);
    assert.equal(literal, null, `${name}.css writes ${literal?.[0]}`);
  }
});
