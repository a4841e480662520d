// One journey: a cast of people, what they do, and a picture of each when it goes wrong.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import test, { after } from 'node:test';
import { closeBrowser } from './browser.mjs';
import { letterTo } from './letters.mjs';
import { person } from './person.mjs';
import { out } from './server.mjs';

const url = process.env.MOTCUA_URL;
const data = process.env.MOTCUA_DATA;

after(closeBrowser);

/**
 * Declares a journey. The story gets a cast:
 *   cast.person('Lan', { device: 'phone', script: false })   somebody with a browser of their own
 *   cast.letterTo('lan@example.vn', 'tiếp nhận')              the newest letter with these words
 */
export function journey(name, story) {
  test(name, { timeout: 240_000 }, async () => {
    assert.ok(url, 'MOTCUA_URL is the address of the server; use: make test-e2e');
    const people = [];
    const cast = {
      person: async (who, options = {}) => {
        people.push(await person({ name: who, url, ...options }));
        return people.at(-1);
      },
      letterTo: (address, words) => letterTo(data, address, words),
    };
    try {
      await story(cast);
    } catch (error) {
      await photograph(name, people);
      throw error;
    } finally {
      await Promise.all(people.map(({ context }) => context.close()));
    }
    const faults = people.flatMap((one) => one.faults().map((fault) => `${one.name}: ${fault}`));
    assert.deepEqual(faults, [], 'faults behind the pages');
  });
}

async function photograph(journeyName, people) {
  await mkdir(out, { recursive: true });
  for (const one of people) {
    const name = `${journeyName}-${one.name}`.replace(/đ/gi, 'd').normalize('NFD').replace(/\p{M}/gu, '').replace(/[^a-z0-9]+/gi, '-').toLowerCase();
    await one.photographs(path.join(out, `${name}.png`), { whole: true }).catch(() => {});
  }
}
