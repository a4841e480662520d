// Takes the pictures of the guides: each page at 390 and 1280 px, and in the dark theme into e2e/out to look at.
//   make screens            every page
//   make screens ONLY=home  the page named
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { closeBrowser } from './browser.mjs';
import { person } from './person.mjs';
import { PAGES } from './screens.list.mjs';
import { out, startServer } from './server.mjs';

const guides = path.resolve(out, '../../docs/guide/images');
const only = process.env.ONLY;
const server = process.env.MOTCUA_URL ? { url: process.env.MOTCUA_URL, stop: async () => {} } : await startServer();
try {
  for (const dark of [false, true]) {
    for (const device of ['phone', 'desk']) await photograph({ device, dark });
  }
} finally {
  await closeBrowser();
  await server.stop();
}

async function photograph({ device, dark }) {
  const folder = dark ? path.join(out, 'dark') : guides;
  await mkdir(folder, { recursive: true });
  for (const { name, as, open } of PAGES.filter((page) => !only || page.name === only)) {
    const one = await person({ name: as?.login ?? 'khách', url: server.url, device, dark });
    try {
      if (as) await one.logsIn(as.login, as.password);
      await open(one);
      const file = path.join(folder, `${name}-${device === 'phone' ? 390 : 1280}.png`);
      await one.photographs(file);
      console.log(path.relative(path.resolve(out, '../..'), file));
    } finally {
      await one.context.close();
    }
  }
}
