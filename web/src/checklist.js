// Counts the ticks of a preparation list and remembers them while the tab is
// open. Ticks name papers, never people, so they may stay in the tab's memory.
import { notYet } from './once.js';

/** Starts every [data-checklist]. */
export function startChecklists(root) {
  for (const list of notYet(root, '[data-checklist]', 'checklist')) {
    const boxes = [...list.querySelectorAll('input[type=checkbox]')];
    const key = `checklist:${list.ownerDocument.location.pathname}#${list.id}`;
    const kept = new Set(JSON.parse(read(key) ?? '[]'));
    boxes.forEach((box) => { if (kept.has(box.id)) box.checked = true; });
    const progress = list.querySelector('[data-checklist-progress]');
    const show = () => {
      const ticked = boxes.filter((box) => box.checked);
      if (progress) progress.textContent = progressText(list.dataset.progress, ticked.length, boxes.length);
      write(key, JSON.stringify(ticked.map((box) => box.id)));
    };
    list.addEventListener('change', show);
    show();
  }
}

/** Fills {n} and {all} of a sentence. */
export function progressText(template, ticked, all) {
  return template.replace('{n}', ticked).replace('{all}', all);
}

// A browser may forbid storage altogether; the list works without memory then.
function read(key) {
  try { return sessionStorage.getItem(key); } catch { return null; }
}

function write(key, value) {
  try { sessionStorage.setItem(key, value); } catch { /* no memory, no harm */ }
}
