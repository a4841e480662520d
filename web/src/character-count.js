// Says how much room is left in a long text, but only when it gets short.
import { notYet } from './once.js';

const NEAR = 0.8;

/** Starts every textarea with data-max. */
export function startCharacterCount(root) {
  for (const area of notYet(root, 'textarea[data-max]', 'count')) {
    const note = area.ownerDocument.createElement('p');
    note.className = 'govuk-hint mc-count';
    note.id = `${area.id}-count`;
    note.setAttribute('role', 'status');
    area.after(note);
    area.setAttribute('aria-describedby', `${area.getAttribute('aria-describedby') ?? ''} ${note.id}`.trim());
    const show = () => { note.textContent = countText(area.value, Number(area.dataset.max)); };
    area.addEventListener('input', show);
    show();
  }
}

/** The words under the text: empty while there is plenty of room. */
export function countText(value, max) {
  // Counted as the server counts: letters, not code units, so that "ế" is one.
  const used = [...value.normalize('NFC')].length;
  if (used > max) return `Dài quá ${used - max} chữ cái, xin rút gọn`;
  return used >= max * NEAR ? `Còn ${max - used} chữ cái` : '';
}
