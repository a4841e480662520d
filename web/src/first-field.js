// Puts the cursor into the first field of a page whose work begins there, as at the counter: hands stay on the keyboard.
// A page with an error summary does not ask for it; the summary has the focus then.

/** Focuses the first field inside the part that asks for it. */
export function startFirstField(doc) {
  const part = doc.querySelector('[data-first-field]');
  const fields = part?.querySelectorAll('input:not([type=hidden], [readonly]), select, textarea') ?? [];
  [...fields].find((field) => !field.disabled && field.checkVisibility())?.focus();
}
