// Shows results while somebody types. Without it the form sends its question as ever; the address says the same either way.
import { notYet } from './once.js';

const PAUSE_MS = 200;

/** Starts every [data-live-results]: its page has one search box, whose answers stand in it. */
export function startLiveResults(root) {
  for (const results of notYet(root, '[data-live-results]', 'live-results')) {
    const doc = results.ownerDocument;
    const box = doc.querySelector('form[role=search] input[type=search]');
    if (!box) continue;
    let waiting;
    let asked;
    box.addEventListener('input', () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        asked?.abort();
        asked = new AbortController();
        show(doc, results, address(doc.location.href, box.form.action, box.value), asked.signal);
      }, PAUSE_MS);
    });
  }
}

/** The address of the answers to `question`, narrowed as the page is now, from the first page of results on. */
export function address(here, action, question) {
  const to = new URL(action, here);
  to.search = new URL(here).search;
  to.searchParams.delete('trang');
  if (question.trim() === '') to.searchParams.delete('q');
  else to.searchParams.set('q', question);
  return to.href;
}

async function show(doc, results, href, signal) {
  try {
    const answer = await fetch(href, { signal });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const found = page.querySelector('[data-live-results]');
    if (!found || signal.aborted) return;
    results.replaceChildren(...found.childNodes);
    doc.defaultView.history.replaceState(null, '', href);
    const status = doc.querySelector('[data-live-status]');
    const heading = results.querySelector('[data-live-heading]');
    if (status && heading) status.textContent = heading.textContent;
  } catch {
    // The network is away or the next letter was faster: what is shown stays, and Enter asks again.
  }
}
