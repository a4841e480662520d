// Refuses what neither the compiler nor the lints see: files too large or too long, words that do not belong
// into the project, links that lead nowhere, scripts that bash cannot read.
// Run from the root of the project: node scripts/tidy.mjs
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const SIZE_LIMIT_BYTES = 2 * 1024 * 1024;
const LINE_LIMITS = [[/\.(rs|mjs|js|css)$/, 400], [/\/ui\/components\/.*\.html$/, 200], [/\.html$/, 150]];
const IS_LONG_BY_NATURE = /(^|\/)(tests|snapshots)\/|\.test\.mjs$/;
const IS_GENERATED = /(^|\/)(Cargo\.lock|package-lock\.json)$/;

/** What must not stand in a file, each with the reason. The brackets keep this list from finding itself. */
const FORBIDDEN = [
  [/crates[.]io\b|pypi[.]org|npmjs[.](com|org)|deb[.]debian/i, 'the address of a registry: name the package instead'],
  [/(?<![\w.])\/(wor[k]|far[m]|roo[t]|hom[e])\/[a-z.]|\/tm[p]\/target|[.][.]\/share[d]/, 'a path of one machine'],
  [/\btodo!\(|\bunimplemented!\(/, 'unfinished code'],
  [/^(<{7} |>{7} |={7}$)/m, 'the mark of a merge conflict'],
];
/** The one script that may know what lies beside the checkout, and this list's own tests. */
const MAY_NAME_ANYTHING = new Set(['.ci/run', 'scripts/tidy.mjs', 'scripts/tidy.test.mjs']);

/** What is wrong with one file, as sentences; `exists` answers whether a path of the project exists. */
export function problems(file, text, exists) {
  return [...tooLong(file, text), ...forbidden(file, text), ...brokenLinks(file, text, exists), ...downloads(file, text)];
}

function tooLong(file, text) {
  const limit = LINE_LIMITS.find(([name]) => name.test(file))?.[1];
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  if (!limit || lines <= limit || IS_LONG_BY_NATURE.test(file)) return [];
  return [`${file}: expected at most ${limit} lines, found ${lines}; a long file is a missing noun`];
}

function forbidden(file, text) {
  if (IS_GENERATED.test(file) || MAY_NAME_ANYTHING.has(file)) return [];
  return FORBIDDEN.flatMap(([pattern, why]) => {
    const at = text.search(pattern);
    return at < 0 ? [] : [`${file}:${lineOf(text, at)}: ${why}`];
  });
}

function brokenLinks(file, text, exists) {
  if (!file.endsWith('.md')) return [];
  const prose = text.replace(/```[\s\S]*?```/g, (block) => block.replace(/[^\n]/g, ' '));
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].flatMap((link) => {
    const target = decodeURI(link[1].replace(/#.*$/, ''));
    if (target === '' || /^[a-z]+:/.test(target)) return [];
    const found = path.posix.normalize(path.posix.join(path.posix.dirname(file), target));
    return exists(found) ? [] : [`${file}:${lineOf(text, link.index)}: the link to ${target} leads nowhere`];
  });
}

function downloads(file, text) {
  if (!file.endsWith('package-lock.json') || !text.includes('"resolved"')) return [];
  return [`${file}: holds download addresses; run npm install with the .npmrc beside it`];
}

function lineOf(text, at) {
  return text.slice(0, at).split('\n').length;
}

function main() {
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
    .split('\0')
    .filter((file) => file !== '' && existsSync(file) && lstatSync(file).isFile());
  const found = files.flatMap((file) => {
    const bytes = readFileSync(file);
    const tooLarge = bytes.length > SIZE_LIMIT_BYTES ? [`${file}: expected at most 2 MB, found ${bytes.length} bytes`] : [];
    if (bytes.includes(0)) return tooLarge;
    const text = bytes.toString('utf8');
    return [...tooLarge, ...problems(file, text, existsSync), ...unreadableByBash(file, text)];
  });
  found.forEach((problem) => console.error(problem));
  console.log(`${files.length} files, ${found.length} untidy`);
  process.exitCode = found.length > 0 ? 1 : 0;
}

function unreadableByBash(file, text) {
  if (!text.startsWith('#!/usr/bin/env bash') && !file.endsWith('.sh')) return [];
  const { status, stderr } = spawnSync('bash', ['-n', file], { encoding: 'utf8' });
  return status === 0 ? [] : [`${file}: ${stderr.trim()}`];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
