// The program under test: the real one, on a free port of this machine, with data of its own.
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const project = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const START_LIMIT_MS = 240_000;

/** Folder for everything a run leaves behind: pictures, logs. Ignored by git. */
export const out = path.join(project, 'e2e', 'out');

/**
 * Starts `motcua run` on an empty folder: it plays the demo stories, then serves.
 * Gives { url, data, stop }; `data` is the folder where letters and papers appear.
 */
export async function startServer({ bin = process.env.MOTCUA_BIN } = {}) {
  if (!bin) throw new Error('MOTCUA_BIN names the program to test; use: make test-e2e');
  await mkdir(out, { recursive: true });
  const data = await mkdtemp(path.join(os.tmpdir(), 'motcua-e2e-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const log = path.join(out, 'server.log');
  const child = spawn(bin, ['run'], {
    cwd: project,
    env: { ...process.env, MOTCUA_LISTEN: `127.0.0.1:${port}`, MOTCUA_DATA: data, MOTCUA_BASE_URL: url },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const writer = createWriteStream(log);
  child.stdout.pipe(writer, { end: false });
  child.stderr.pipe(writer, { end: false });
  const server = { url, data, stop: () => stop(child, data) };
  try {
    await answers(child, url);
  } catch (error) {
    await server.stop();
    throw new Error(`${error.message}\n${await lastLines(log)}`);
  }
  return server;
}

async function answers(child, url) {
  const limit = Date.now() + START_LIMIT_MS;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode} before it answered`);
    if (Date.now() > limit) throw new Error(`the server did not answer within ${START_LIMIT_MS / 1000} s`);
    try {
      await fetch(url, { redirect: 'manual' });
      return;
    } catch {
      await pause(100);
    }
  }
}

async function stop(child, data) {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await Promise.race([ended, pause(10_000, null, { ref: false }).then(() => child.kill('SIGKILL'))]);
  }
  await rm(data, { recursive: true, force: true });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function lastLines(file) {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split('\n').slice(-30).join('\n');
}
