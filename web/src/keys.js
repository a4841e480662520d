// The keyboard of list pages: j and k move between rows, Enter opens, / goes to
// the search box, ? shows the list of keys. Never while somebody is typing.

/** Watches the keys of the whole document. */
export function startKeys(doc) {
  doc.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const act = { j: () => move(doc, 1), k: () => move(doc, -1), Enter: () => open(doc, event), '/': () => search(doc),
      '?': () => help(doc) }[event.key];
    if (act?.()) event.preventDefault();
  });
}

/** Whether a key pressed here belongs to a field. */
export function isTyping(element) {
  return Boolean(element.closest?.('input, textarea, select, [contenteditable], [data-bpmn-viewer]'));
}

/** The place after moving; it stops at both ends. */
export function nextIndex(current, step, count) {
  if (current < 0) return step > 0 ? 0 : count - 1;
  return Math.min(Math.max(current + step, 0), count - 1);
}

function move(doc, step) {
  const rows = [...doc.querySelectorAll('[data-key-rows] tbody tr')].filter((row) => row.querySelector('a[href]'));
  if (rows.length === 0) return false;
  const current = rows.findIndex((row) => row.hasAttribute('data-key-current'));
  rows[current]?.removeAttribute('data-key-current');
  const row = rows[nextIndex(current, step, rows.length)];
  row.setAttribute('data-key-current', '');
  // Focus goes to the row's link, so that a screen reader says it and Enter opens it.
  row.querySelector('a[href]').focus();
  row.scrollIntoView({ block: 'nearest' });
  return true;
}

function open(doc, event) {
  if (event.target !== doc.body) return false; // a focused link or button acts by itself
  const link = doc.querySelector('[data-key-rows] tr[data-key-current] a[href]');
  link?.click();
  return Boolean(link);
}

function search(doc) {
  const box = doc.querySelector('[data-key-search]');
  box?.focus();
  box?.select();
  return Boolean(box);
}

function help(doc) {
  const keys = doc.getElementById('keys-help');
  if (!keys) return false;
  keys.open = !keys.open;
  if (keys.open) {
    keys.scrollIntoView({ block: 'nearest' });
    keys.querySelector('summary').focus();
  }
  return true;
}
