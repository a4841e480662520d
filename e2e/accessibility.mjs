// Asks axe whether people who use a keyboard, a screen reader or large type can use a page.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };

/** What is wrong with the page as it stands, one readable paragraph each; empty when nothing is. */
export async function barriers(page, { script = true } = {}) {
  const violations = script ? await judge(page) : await judgeTwin(page);
  return [...violations.map(describe), ...await sideways(page)];
}

async function judge(page) {
  await page.evaluate(source);
  return (await page.evaluate((rules) => globalThis.axe.run(document, rules), RULES)).violations;
}

/** Axe is a script itself: for a person without JavaScript it reads a twin of the page, whose own scripts are kept out. */
async function judgeTwin(page) {
  const [html, url] = [await page.content(), page.url()];
  const context = await page.context().browser().newContext({ viewport: page.viewportSize(), locale: 'vi-VN' });
  try {
    await context.route('**/*', (route) => (route.request().resourceType() === 'script' ? route.abort() : route.continue()));
    await context.route(url, (route) => route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' }));
    const twin = await context.newPage();
    await twin.goto(url);
    return await judge(twin);
  } finally {
    await context.close();
  }
}

function describe({ id, impact, help, nodes }) {
  const places = nodes.slice(0, 5).map(({ target, html, any, all, none }) => {
    const why = [...any, ...all, ...none].map(({ message }) => message).join('; ');
    return `    ${target.join(' ')}\n      ${html.slice(0, 160)}\n      ${why}`;
  });
  const more = nodes.length > 5 ? `\n    … and ${nodes.length - 5} more` : '';
  return `  ${id} (${impact}): ${help}\n${places.join('\n')}${more}`;
}

/** WCAG 1.4.10: at the width of a phone nobody has to scroll sideways to read. */
async function sideways(page) {
  const { needed, given } = await page.evaluate(() =>
    ({ needed: document.documentElement.scrollWidth, given: document.documentElement.clientWidth }));
  return needed > given ? [`  reflow: the page is ${needed} px wide in a window of ${given} px`] : [];
}
