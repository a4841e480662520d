// Saves a form a moment after the last keystroke and says so in words.
// Nothing is kept in the browser: computers at a commune office are shared.
import { notYet } from './once.js';
import { Saver, WORDS } from './saver.js';

// A browser refuses larger bodies to requests that may outlive their page.
const KEEPALIVE_BYTES = 60_000;
// The field that says which saved state this page goes on from.
const VERSION = ['_version', 'version'];

/** Starts every form with data-autosave-url. */
export function startAutosave(root) {
  for (const form of notYet(root, 'form[data-autosave-url]', 'autosave')) watch(form);
}

function watch(form) {
  const doc = form.ownerDocument;
  const view = doc.defaultView;
  let running;
  const saver = new Saver({
    read: () => JSON.stringify(pairs(form).filter(([name]) => !VERSION.includes(name))),
    post: () => {
      running = new AbortController();
      return post(form, running.signal);
    },
    canOutlive: () => body(form).length < KEEPALIVE_BYTES,
    say: (state, words) => say(form, state, words),
    isOnline: () => view.navigator.onLine !== false,
    isLeaving: () => form.dataset.sending === 'true', // set by submit-once.js
    now: () => new Date(),
    accept: ({ version }) => {
      // The next save must carry the version this one made.
      const field = [...form.elements].find(({ name }) => VERSION.includes(name));
      if (field && version !== undefined) field.value = version;
    },
  }, { ...WORDS, ...wordsOf(form) }, place(form)?.textContent);
  form.addEventListener('input', () => saver.changed());
  form.addEventListener('change', () => saver.changed());
  // A real submit carries everything; a save under way must not arrive after it.
  doc.addEventListener('submit', (event) => {
    if (event.target === form && !event.defaultPrevented) running?.abort();
  });
  view.addEventListener('online', () => saver.save());
  // The tab goes to the background, perhaps for ever.
  doc.addEventListener('visibilitychange', () => { if (doc.visibilityState === 'hidden') saver.save(); });
  view.addEventListener('beforeunload', (event) => {
    if (form.isConnected && form.dataset.sending !== 'true' && !saver.saveOnLeaving()) event.preventDefault();
  });
}

async function post(form, signal) {
  const text = body(form);
  const answer = await fetch(form.dataset.autosaveUrl, {
    method: 'POST',
    body: text,
    signal,
    headers: { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded;charset=UTF-8' },
    keepalive: text.length < KEEPALIVE_BYTES,
  });
  const told = answer.ok ? await answer.json().catch(() => ({})) : {};
  // A login page in the place of an answer is not a saved form.
  return { status: answer.redirected ? 401 : answer.status, message: told.message, version: told.version };
}

function say(form, state, words) {
  const line = place(form);
  if (!line || line.textContent === words) return;
  line.dataset.state = state;
  line.textContent = words;
}

function place(form) {
  return form.querySelector('[data-autosave-state]') ?? form.ownerDocument.querySelector('[data-autosave-state]');
}

/** Words of another language, from data-word-* of the form. */
function wordsOf(form) {
  return Object.fromEntries(Object.keys(WORDS).map((name) => [name, form.dataset[`word${name[0].toUpperCase()}${name.slice(1)}`]])
    .filter(([, text]) => text));
}

function body(form) {
  return new URLSearchParams(pairs(form)).toString();
}

/** Everything the form would post, without files: they go their own way. */
function pairs(form) {
  return [...new FormData(form)].filter(([, value]) => typeof value === 'string');
}
