// Refuses a dependency whose licence we may not ship: every crate of Cargo.lock, every package of the lock files.
// Run from the root of the project: node scripts/licences.mjs
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { isPermitted } from './spdx.mjs';

/** Packages without a usable expression, read by a person: name → what their package file says, and why it is fine. */
const READ_BY_A_PERSON = {
  'bpmn-js': { says: 'SEE LICENSE IN LICENSE', why: 'MIT with one condition: the bpmn.io mark stays visible on diagrams' },
  'htmx.org': { says: 'BSD-0-Clause', why: 'another spelling of 0BSD' },
};

const LOCK_FILES = ['web/package-lock.json', 'e2e/package-lock.json'];

const packages = [...crates(), ...LOCK_FILES.flatMap(npmPackages)];
const refused = packages.filter((found) => !isPermitted(found.licence) && !isRead(found));
for (const { name, version, licence, from } of refused) {
  console.error(`${from}: ${name} ${version}: expected a permissive licence, found ${licence ?? 'none'}`);
}
if (refused.length > 0) {
  console.error('Choose another package, or, when a person has read the terms, add it to READ_BY_A_PERSON with the reason.');
  process.exit(1);
}
console.log(`${packages.length} packages, every licence permitted`);

function crates() {
  const text = execFileSync('cargo', ['metadata', '--format-version', '1', '--locked'], {
    encoding: 'utf8', maxBuffer: 256 * 1024 * 1024, stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(text).packages
    .filter(({ source }) => source !== null)
    .map(({ name, version, license }) => ({ name, version, licence: license, from: 'Cargo.lock' }));
}

function npmPackages(file) {
  const { packages: entries } = JSON.parse(readFileSync(file, 'utf8'));
  return Object.entries(entries).filter(([place]) => place !== '').map(([place, entry]) => ({
    name: place.replace(/^.*node_modules\//, ''),
    version: entry.version,
    licence: installedLicence(file, place) ?? entry.license,
    from: file,
  }));
}

/** What the installed package itself says; packages for other systems are in the lock file but not installed. */
function installedLicence(file, place) {
  try {
    return JSON.parse(readFileSync(`${file.replace('package-lock.json', '')}${place}/package.json`, 'utf8')).license;
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function isRead({ name, licence }) {
  return READ_BY_A_PERSON[name]?.says === licence;
}
