// A person at a browser. Verbs read as a story: await citizen.fills({ 'Họ, chữ đệm, tên': 'Nguyễn Thị Lan' }).
// Every page a person arrives at is checked: no barrier, no failed request, no call to another host.
import assert from 'node:assert/strict';
import path from 'node:path';
import { barriers } from './accessibility.mjs';
import { profile } from './browser.mjs';
import { answer, control } from './form.mjs';

/** A person with a profile of their own; `script: false` switches JavaScript off. */
export async function person({ name, url, device = 'desk', script = true, dark = false }) {
  const context = await profile({ device, script, dark, baseURL: url });
  return new Person({ name, context, page: await context.newPage(), script, url });
}

class Person {
  #seen = new Set();
  #faults = [];
  #inHurry = false;

  constructor({ name, context, page, script, url }) {
    Object.assign(this, { name, context, page, script });
    page.on('pageerror', (error) => this.#faults.push(`script: ${error.message}`));
    page.on('console', (line) => line.type() === 'error' && !/status of 4\d\d/.test(line.text()) && this.#faults.push(`console: ${line.text()}`));
    page.on('response', (response) => this.#judge(response));
    page.on('request', (request) => {
      const scheme = new URL(request.url()).protocol;
      if (/^https?:$/.test(scheme) && new URL(request.url()).origin !== new URL(url).origin) {
        this.#faults.push(`call to another host: ${request.url()}`);
      }
    });
  }

  /** Opens an address. */
  async opens(address) {
    await this.page.goto(address);
    await this.arrives();
  }

  /** Logs in, from wherever they are. */
  async logsIn(login, password) {
    await this.opens('/dang-nhap');
    await this.fills({ 'Tên đăng nhập': login, 'Mật khẩu': password });
    await this.presses('Đăng nhập');
    await this.doesNotSee('Tên đăng nhập hoặc mật khẩu chưa đúng');
  }

  /** Follows the link with these words. */
  async follows(words) {
    await this.page.getByRole('link', { name: words, exact: typeof words === 'string' }).first().click();
    await this.arrives();
  }

  /** Presses the button with these words. */
  async presses(words) {
    await this.page.getByRole('button', { name: words, exact: typeof words === 'string' }).first().click();
    await this.arrives();
  }

  /** Answers questions by their labels: text, a choice, true or false, a list of choices, a file, or a group of these. */
  async fills(answers, within = this.page) {
    for (const [label, value] of Object.entries(answers)) await answer(within, label, value);
  }

  /** Opens a folded part of the page. */
  async unfolds(words) {
    await this.page.locator('summary').filter({ hasText: words }).first().click();
  }

  /** Types keys, for pages that answer to the keyboard. */
  async types(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Reaches a link, button or field with the Tab key alone. */
  async tabsTo(words, atMost = 60) {
    const passed = [];
    for (let step = 0; step < atMost; step += 1) {
      await this.page.keyboard.press('Tab');
      const here = await this.page.evaluate(() => {
        const at = document.activeElement;
        return (at?.getAttribute('aria-label') || at?.labels?.[0]?.textContent || at?.textContent || '').replace(/\s+/g, ' ').trim();
      });
      if (here === words || (words instanceof RegExp && words.test(here))) return;
      passed.push(here);
    }
    assert.fail(`${this.name} cannot reach “${words}” with Tab; passed: ${passed.join(' · ')}`);
  }

  /** Sees each of these texts. */
  async sees(...texts) {
    for (const text of texts) {
      await this.page.getByText(text).filter({ visible: true }).first().waitFor()
        .catch(() => this.#fail(`expected to see “${text}”`));
    }
  }

  /** Sees none of these texts. */
  async doesNotSee(...texts) {
    for (const text of texts) {
      const count = await this.page.getByText(text).filter({ visible: true }).count();
      if (count > 0) await this.#fail(`expected not to see “${text}”`);
    }
  }

  /** Stands on the page with this main heading. */
  async isAt(heading) {
    await this.page.getByRole('heading', { level: 1, name: heading }).waitFor()
      .catch(() => this.#fail(`expected the heading “${heading}”`));
  }

  /** Is told about a mistake: in the summary on top, which has the focus, and beside the field. */
  async isToldAbout(label, words) {
    await this.page.getByRole('alert').filter({ hasText: words }).waitFor()
      .catch(() => this.#fail(`expected a summary with “${words}”`));
    const beside = await (await control(this.page, label)).evaluate((field) => {
      const described = (field.closest('[aria-describedby]')?.getAttribute('aria-describedby') ?? '').split(/\s+/);
      return described.map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
    });
    if (!(words instanceof RegExp ? words.test(beside) : beside.includes(words))) {
      await this.#fail(`expected “${words}” beside “${label}”, found “${beside.trim()}”`);
    }
    if (this.script) {
      await this.page.locator(':focus').filter({ has: this.page.getByRole('alert') }).waitFor()
        .catch(() => this.#fail('expected the summary of problems to have the focus'));
    }
  }

  /** Reads the value that stands beside a term in a list of terms. */
  async reads(term) {
    const row = this.page.locator('dt').filter({ hasText: term }).first();
    await row.waitFor().catch(() => this.#fail(`expected the term “${term}”`));
    return (await row.locator('xpath=following-sibling::dd[1]').innerText()).trim();
  }

  /** Gets the file behind a link or button; gives { name, bytes }. */
  async downloads(words) {
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.page.getByRole('link', { name: words }).or(this.page.getByRole('button', { name: words })).first().click(),
    ]);
    const chunks = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk);
    return { name: download.suggestedFilename(), bytes: Buffer.concat(chunks) };
  }

  /** Gets what a link leads to as bytes, as the person's browser would: papers open in the browser itself. */
  async fetches(words) {
    const link = this.page.getByRole('link', { name: words }).first();
    await link.waitFor().catch(() => this.#fail(`expected a link “${words}”`));
    const answer = await this.context.request.get(new URL(await link.getAttribute('href'), this.page.url()).href);
    assert.equal(answer.status(), 200, `${words}: ${answer.url()}`);
    return answer.body();
  }

  /** Opens the dossier with this number from the inbox. */
  async opensDossier(number) {
    await this.opens('/can-bo/viec');
    await this.follows(number);
  }

  /** The row of a table, card or list item that has these words: verbs of the page's own work within it. */
  row(words) {
    return this.page.locator('tr, li, article').filter({ hasText: words }).first();
  }

  /** Goes through pages that other journeys look at closely: they are not looked at again for barriers. */
  async hurries(story) {
    this.#inHurry = true;
    try {
      return await story();
    } finally {
      this.#inHurry = false;
    }
  }

  /** Checks the page that was just reached, once for each address and heading. Verbs that move call it. */
  async arrives() {
    await this.page.waitForLoadState('load');
    if (this.#inHurry) return;
    const heading = await this.page.locator('h1').first().innerText({ timeout: 2_000 }).catch(() => '');
    const where = `${new URL(this.page.url()).pathname} ${heading}`;
    if (this.#seen.has(where)) return;
    this.#seen.add(where);
    await this.meetsNoBarrier();
  }

  /** Nothing on the page as it stands keeps anybody out (axe, WCAG 2.2 AA; no sideways scrolling). */
  async meetsNoBarrier() {
    const found = await barriers(this.page, { script: this.script });
    if (found.length > 0) await this.#fail(`barriers:\n${found.join('\n')}`);
  }

  /** Takes a picture of what the window shows from the top, `height` pixels of it, of a part, or of the whole page. */
  async photographs(file, { part, height, whole = false } = {}) {
    await this.page.evaluate(() => { document.activeElement?.blur(); globalThis.scrollTo(0, 0); }).catch(() => {}); // no script for some
    if (part) await part.screenshot({ path: file, animations: 'disabled' });
    const clip = height && { x: 0, y: 0, width: this.page.viewportSize().width, height };
    if (!part) await this.page.screenshot({ path: file, fullPage: whole, animations: 'disabled', ...(clip && { clip }) });
  }

  /** What went wrong behind the page since the person arrived. */
  faults() {
    return this.#faults;
  }

  #judge(response) {
    const { status, address } = { status: response.status(), address: response.url() };
    const isPage = response.request().resourceType() === 'document';
    if (status >= 500 || (status >= 400 && !isPage && status !== 422)) this.#faults.push(`${status} from ${address}`);
  }

  async #fail(what) {
    const text = await this.page.locator('body').innerText().catch(() => '');
    assert.fail(`${this.name}, at ${path.posix.join('/', new URL(this.page.url()).pathname)}: ${what}\n--- the page says:\n${text.slice(0, 1500)}`);
  }
}
