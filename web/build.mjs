// Builds everything the browser loads into crates/server/assets (ignored by git):
// bundles, fonts, icons, each under a name that carries its content hash, a
// manifest {logical name -> hashed name}, and .br/.gz files beside the text ones.
// No network, no clock: the same sources give the same bytes.
import { build } from 'esbuild';
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import zlib from 'node:zlib';
import { govukCss } from './build/govuk-css.mjs';
import { optionalModules } from './build/optional-modules.mjs';
import { thirdPartyNotice } from './build/third-party.mjs';

const web = path.dirname(fileURLToPath(import.meta.url));
const out = path.resolve(web, process.env.MOTCUA_ASSETS ?? '../crates/server/assets');
const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);
const TEXT = /\.(css|js|svg|json|txt|webmanifest)$/;

const files = await bundle();
for (const [name, body] of await staticFiles()) files.set(name, body);
await write(files);

/** Runs esbuild in memory; gives Map logical name -> {hashed, body}. */
async function bundle() {
  const result = await build({
    absWorkingDir: web,
    entryPoints: [{ in: 'src/app.js', out: 'app' }, { in: 'src/app.css', out: 'app' },
      { in: 'src/viewer.js', out: 'viewer' }, { in: 'src/viewer.css', out: 'viewer' }],
    outdir: out,
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    format: 'esm',
    target: ['chrome99', 'firefox97', 'safari15.4'],
    charset: 'utf8',
    legalComments: 'none', // gathered, whole, in third-party.txt
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    loader: { '.woff2': 'file' },
    plugins: [govukCss(), optionalModules(web)],
    logLevel: 'warning',
  });
  const files = new Map();
  for (const file of result.outputFiles) {
    const hashed = path.relative(out, file.path);
    const logical = hashed.replace(/-[A-Z0-9]{8}(\.[a-z0-9]+)$/, '$1');
    if (files.has(logical)) throw new Error(`two files want the name ${logical}`);
    files.set(logical, { hashed, body: Buffer.from(file.contents) });
  }
  const notice = Buffer.from(await thirdPartyNotice(web, result.metafile));
  files.set('third-party.txt', { hashed: hashedName('third-party.txt', notice), body: notice });
  return files;
}

/** Files that are served as they lie in static/. */
async function staticFiles() {
  const dir = path.join(web, 'static');
  const found = new Map();
  for (const name of (await readdir(dir)).sort()) {
    const body = await readFile(path.join(dir, name));
    found.set(name, { hashed: hashedName(name, body), body });
  }
  return found;
}

function hashedName(name, body) {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 8).toUpperCase();
  const { name: stem, ext } = path.parse(name);
  return `${stem}-${hash}${ext}`;
}

/** Writes what is new, leaves what is there already, removes what is stale. */
async function write(files) {
  await mkdir(out, { recursive: true });
  const keep = new Set(['manifest.json']);
  await Promise.all([...files.values()].map(async ({ hashed, body }) => {
    keep.add(hashed);
    const target = path.join(out, hashed);
    const text = TEXT.test(hashed);
    if (text) keep.add(`${hashed}.br`).add(`${hashed}.gz`);
    // A hashed name never changes its bytes, so an existing file is right already.
    if (!existsSync(target) || (await stat(target)).size !== body.length) await writeFile(target, body);
    if (text && !existsSync(`${target}.br`)) {
      const params = {
        [zlib.constants.BROTLI_PARAM_QUALITY]: 11,
        [zlib.constants.BROTLI_PARAM_MODE]: zlib.constants.BROTLI_MODE_TEXT,
        [zlib.constants.BROTLI_PARAM_SIZE_HINT]: body.length,
      };
      await writeFile(`${target}.br`, await brotli(body, { params }));
    }
    if (text && !existsSync(`${target}.gz`)) await writeFile(`${target}.gz`, await gzip(body, { level: 9 }));
  }));
  const names = [...files].map(([logical, { hashed }]) => [logical, hashed]).sort(([a], [b]) => (a < b ? -1 : 1));
  await writeFile(path.join(out, 'manifest.json'), `${JSON.stringify(Object.fromEntries(names), null, 1)}\n`);
  for (const name of await readdir(out)) if (!keep.has(name)) await rm(path.join(out, name), { recursive: true });
}
