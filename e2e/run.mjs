// Runs the journeys against one server that it starts, or against MOTCUA_URL (with its folder in MOTCUA_DATA).
//   node run.mjs                          every journey
//   node run.mjs journeys/home.test.mjs   those named
import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServer } from './server.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const files = process.argv.length > 2 ? process.argv.slice(2) : await everyTest();
const server = process.env.MOTCUA_URL
  ? { url: process.env.MOTCUA_URL, data: process.env.MOTCUA_DATA ?? '', stop: async () => {} }
  : await startServer();
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => server.stop().then(() => process.exit(1)));
try {
  process.exitCode = await runTests();
} finally {
  await server.stop();
}

async function everyTest() {
  const folders = ['', 'journeys'];
  const found = await Promise.all(folders.map(async (folder) =>
    (await readdir(path.join(here, folder))).filter((name) => name.endsWith('.test.mjs')).sort().map((name) => path.join(folder, name))));
  return found.flat();
}

function runTests() {
  const child = spawn(process.execPath, ['--test', '--test-concurrency=1', ...files], {
    cwd: here, stdio: 'inherit', env: { ...process.env, MOTCUA_URL: server.url, MOTCUA_DATA: server.data },
  });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}
