// Saves a form a moment after the last keystroke and says so in words.
// Nothing is kept in the browser: computers at a commune office are shared.
import { notYet } from './once.js';

const WAIT_MS = 1200;
const RETRY_MS = [2000, 5000, 15000, 30000];

/** Starts every form with data-autosave-url. */
export function startAutosave(root) {
  for (const form of notYet(root, 'form[data-autosave-url]', 'autosave')) new Autosave(form);
}

/** One form that saves itself. */
class Autosave {
  constructor(form) {
    this.form = form;
    this.view = form.ownerDocument.defaultView;
    this.words = { ...WORDS, ...wordsOf(form) };
    this.state = form.querySelector('[data-autosave-state]') ?? form.ownerDocument.querySelector('[data-autosave-state]');
    this.saved = fingerprint(form);
    this.failures = 0;
    this.timer = 0;
    this.running = null;
    form.addEventListener('input', () => this.changed());
    form.addEventListener('change', () => this.changed());
    form.addEventListener('submit', () => this.leave());
    this.view.addEventListener('online', () => this.plan(0));
    this.view.addEventListener('beforeunload', (event) => this.warn(event));
    form.ownerDocument.addEventListener('visibilitychange', () => this.hidden());
  }

  changed() {
    if (this.form.dataset.sending || fingerprint(this.form) === this.saved) return;
    this.say('unsaved', this.words.unsaved);
    this.plan(WAIT_MS);
  }

  plan(wait) {
    clearTimeout(this.timer);
    if (this.left || fingerprint(this.form) === this.saved) return;
    this.timer = setTimeout(() => this.save(), wait);
  }

  /** One request at a time; what is typed meanwhile goes with the next. */
  async save() {
    if (this.running) return;
    if (this.view.navigator.onLine === false) {
      this.say('offline', this.words.offline);
      return;
    }
    const sent = fingerprint(this.form);
    this.running = new AbortController();
    try {
      const answer = await fetch(this.form.dataset.autosaveUrl, this.request());
      if (this.left) return;
      if (!answer.ok) this.refused(answer.status);
      else this.accepted(sent, await answer.json().catch(() => ({})));
    } catch {
      this.failed();
    } finally {
      this.running = null;
      if (!this.failures) this.plan(WAIT_MS);
    }
  }

  request() {
    return {
      method: 'POST',
      body: new URLSearchParams(pairs(this.form)),
      headers: { Accept: 'application/json' },
      signal: this.running.signal,
    };
  }

  accepted(sent, answer) {
    this.saved = sent;
    this.failures = 0;
    // The next save must carry the version this one made.
    const version = this.form.elements.namedItem('version');
    if (version && answer.version !== undefined) version.value = answer.version;
    this.say('saved', answer.message ?? savedText(this.words.saved, new Date()));
  }

  refused(status) {
    // 401, 403, 409, 410: trying again would change nothing; the person must act.
    if (status >= 500 || status === 408 || status === 429) this.failed();
    else this.say('offline', status === 409 ? this.words.conflict : status === 401 ? this.words.login : this.words.refused);
  }

  failed() {
    if (this.left) return;
    this.say('offline', this.view.navigator.onLine === false ? this.words.offline : this.words.failed);
    const wait = RETRY_MS[Math.min(this.failures, RETRY_MS.length - 1)];
    this.failures += 1;
    this.plan(wait);
  }

  /** The tab goes to the background, perhaps for ever: save at once, and let it finish alone. */
  hidden() {
    if (this.form.ownerDocument.visibilityState !== 'hidden' || this.left || fingerprint(this.form) === this.saved) return;
    this.view.navigator.sendBeacon?.(this.form.dataset.autosaveUrl, new URLSearchParams(pairs(this.form)));
  }

  /** A real submit carries everything; a save under way must not arrive after it. */
  leave() {
    if (this.form.dataset.sending !== 'true') return;
    this.left = true;
    clearTimeout(this.timer);
    this.running?.abort();
  }

  warn(event) {
    if (!this.left && !this.form.dataset.sending && fingerprint(this.form) !== this.saved) event.preventDefault();
  }

  say(state, text) {
    if (!this.state || this.state.textContent === text) return;
    this.state.dataset.state = state;
    this.state.textContent = text;
  }
}

const WORDS = {
  unsaved: 'Đang ghi, chưa lưu',
  saved: 'Đã lưu lúc {time}, chưa nộp',
  offline: 'Mất mạng: những gì vừa ghi chưa lưu. Xin đừng đóng trang này, có mạng lại sẽ tự lưu.',
  failed: 'Chưa lưu được, đang thử lại. Xin đừng đóng trang này.',
  conflict: 'Tờ khai này vừa được sửa ở nơi khác. Xin chép lại phần vừa ghi rồi tải lại trang.',
  login: 'Phiên đăng nhập đã hết. Xin mở thẻ mới để đăng nhập rồi quay lại đây; những gì vừa ghi vẫn còn trên trang.',
  refused: 'Chưa lưu được. Xin bấm nút Lưu để biết lý do.',
};

/** Words of another language, from data-word-* of the form. */
function wordsOf(form) {
  return Object.fromEntries(Object.keys(WORDS).map((name) => [name, form.dataset[`word${name[0].toUpperCase()}${name.slice(1)}`]])
    .filter(([, text]) => text));
}

/** "Đã lưu lúc 9:14, chưa nộp". */
export function savedText(template, at) {
  return template.replace('{time}', `${at.getHours()}:${String(at.getMinutes()).padStart(2, '0')}`);
}

/** Everything the form would post, without files: they go their own way. */
export function pairs(form) {
  return [...new FormData(form)].filter(([, value]) => typeof value === 'string');
}

function fingerprint(form) {
  return JSON.stringify(pairs(form).filter(([name]) => name !== 'version'));
}
