// Debian's Chromium, without a window and without calling home.
import { chromium } from 'playwright-core';

const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage', '--font-render-hinting=none',
];

/** Sizes at which pages are looked at. */
export const DEVICES = {
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  desk: { viewport: { width: 1280, height: 900 } },
};

let running;

/** The one browser of this process. */
export function browser() {
  running ??= chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
  return running;
}

/** Ends the browser, if one was started. */
export async function closeBrowser() {
  const ended = running;
  running = undefined;
  await (await ended)?.close();
}

/** A fresh profile of a person in Việt Nam: no cookies, their language and clock. */
export async function profile({ device = 'desk', script = true, dark = false, baseURL }) {
  const context = await (await browser()).newContext({
    ...DEVICES[device],
    baseURL,
    javaScriptEnabled: script,
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    acceptDownloads: true,
  });
  context.setDefaultTimeout(15_000);
  return context;
}
