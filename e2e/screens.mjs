// Takes the pictures of the guides, one window high, and the same in the dark theme into e2e/out to look at.
//   make screens            every album
//   make screens ONLY=desk  the album named
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { closeBrowser } from './browser.mjs';
import { person } from './person.mjs';
import { ALBUMS } from './screens.list.mjs';
import { out, startServer } from './server.mjs';

const guides = path.resolve(out, '../../docs/guide/images');
const only = process.env.ONLY;
const server = process.env.MOTCUA_URL ? { url: process.env.MOTCUA_URL, stop: async () => {} } : await startServer();
try {
  for (const dark of [false, true]) {
    for (const album of ALBUMS.filter(({ name }) => !only || name === only)) await fill(album, dark);
  }
} finally {
  await closeBrowser();
  await server.stop();
}

async function fill({ name, login, password, device, take }, dark) {
  const folder = dark ? path.join(out, 'dark') : guides;
  await mkdir(folder, { recursive: true });
  const one = await person({ name: login ?? name, url: server.url, device, dark });
  try {
    if (login) await one.logsIn(login, password);
    await take(one, async (picture, how) => {
      const file = path.join(folder, `${picture}.png`);
      await one.photographs(file, how);
      console.log(path.relative(path.resolve(out, '../..'), file));
    });
  } finally {
    await one.context.close();
  }
}
