// Collects the licence of every npm package whose bytes end up in a bundle.
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';

/** One text with name, version and licence of each bundled package. */
export async function thirdPartyNotice(web, metafile) {
  const packages = new Set(['node_modules/govuk-frontend']);
  for (const input of Object.keys(metafile.inputs)) {
    const found = input.match(/node_modules\/(?:@[^/]+\/)?[^/]+/);
    if (found) packages.add(found[0]);
  }
  const parts = await Promise.all([...packages].sort().map((dir) => notice(path.join(web, dir))));
  return parts.join(`\n${'-'.repeat(72)}\n\n`);
}

async function notice(dir) {
  const about = JSON.parse(await readFile(path.join(dir, 'package.json'), 'utf8'));
  const file = (await readdir(dir)).sort().find((name) => /^licen[cs]e/i.test(name));
  const text = file ? await readFile(path.join(dir, file), 'utf8') : '';
  return `${about.name} ${about.version} (${about.license ?? 'see below'})\n\n${text.trim()}\n`;
}
