// When to save a form, when to try again, what to say. No page and no network in
// here: both are handed in, so that every path can be tested.

export const WAIT_MS = 1200;
export const RETRY_MS = [2000, 5000, 15000, 30000];

/** What is said; another language gives its own. */
export const WORDS = {
  unsaved: 'Đang ghi, chưa lưu',
  saved: 'Đã lưu lúc {time}, chưa nộp',
  offline: 'Mất mạng: những gì vừa ghi chưa lưu. Xin đừng đóng trang này, có mạng lại sẽ tự lưu.',
  failed: 'Chưa lưu được, đang thử lại. Xin đừng đóng trang này.',
  conflict: 'Tờ khai này vừa được sửa ở nơi khác. Xin chép lại phần vừa ghi rồi tải lại trang.',
  login: 'Phiên đăng nhập đã hết. Xin mở thẻ mới để đăng nhập rồi quay lại đây; những gì vừa ghi vẫn còn trên trang.',
  refused: 'Chưa lưu được. Xin bấm nút Lưu để biết lý do.',
};

// Trying again changes nothing here: the person must act first.
const REFUSALS = { 401: 'login', 409: 'conflict' };

/**
 * Saves one form. `page` has: read() the answers as text; post() sends them and
 * gives {status, message, version}; canOutlive() says whether what post() sends may
 * end after the page; say(state, words); isOnline(); isLeaving(); now(); accept(answer).
 */
export class Saver {
  constructor(page, words = WORDS, savedWords = '') {
    this.page = page;
    this.words = words;
    this.savedWords = savedWords;
    this.saved = page.read();
    this.failures = 0;
    this.isRunning = false;
    this.isTroubled = false;
    this.timer = undefined;
  }

  /** Whether something stands on the page that the server does not have. */
  isUnsaved() {
    return this.page.read() !== this.saved;
  }

  /** Something was typed or chosen. */
  changed() {
    if (this.page.isLeaving()) return;
    if (this.isUnsaved()) this.page.say('unsaved', this.words.unsaved);
    else if (this.savedWords) this.page.say('saved', this.savedWords); // typed back to what is saved
    this.plan(WAIT_MS);
  }

  /** Saves after `wait` milliseconds, unless there is nothing to save. */
  plan(wait) {
    clearTimeout(this.timer);
    if (!this.page.isLeaving() && this.isUnsaved()) this.timer = setTimeout(() => this.save(), wait);
  }

  /** Saves now. One request at a time; what is typed meanwhile goes with the next. */
  async save() {
    clearTimeout(this.timer);
    if (this.isRunning || this.page.isLeaving() || !this.isUnsaved()) return;
    if (!this.page.isOnline()) {
      this.page.say('offline', this.words.offline); // `online` plans the next try
      return;
    }
    const sent = this.page.read();
    this.isRunning = true;
    const answer = await this.page.post().catch(() => ({ status: 0 }));
    this.isRunning = false;
    if (!this.page.isLeaving()) this.answered(sent, answer);
  }

  /** The page is about to go. False: the person must be asked, else words are lost. */
  saveOnLeaving() {
    if (!this.isUnsaved()) return true;
    if (this.isRunning || this.isTroubled || !this.page.isOnline() || !this.page.canOutlive()) return false;
    this.save();
    return true;
  }

  answered(sent, answer) {
    this.isTroubled = !(answer.status >= 200 && answer.status < 300);
    if (!this.isTroubled) {
      this.saved = sent;
      this.failures = 0;
      this.page.accept(answer);
      this.savedWords = answer.message ?? savedText(this.words.saved, this.page.now());
      this.changed();
    } else if (answer.status === 0 || answer.status === 408 || answer.status === 429 || answer.status >= 500) {
      this.page.say('offline', this.page.isOnline() ? this.words.failed : this.words.offline);
      this.plan(RETRY_MS[Math.min(this.failures, RETRY_MS.length - 1)]);
      this.failures += 1;
    } else {
      this.page.say('offline', this.words[REFUSALS[answer.status] ?? 'refused']);
    }
  }
}

/** "Đã lưu lúc 9:14, chưa nộp". */
export function savedText(template, at) {
  return template.replace('{time}', `${at.getHours()}:${String(at.getMinutes()).padStart(2, '0')}`);
}
