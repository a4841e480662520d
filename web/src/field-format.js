// Helps while a date or an amount is typed: 17051960 becomes 17/05/1960 and
// 1500000 becomes 1.500.000. The server reads both spellings.

/** Watches every input with data-format. */
export function startFieldFormats(doc) {
  doc.addEventListener('input', (event) => {
    const format = event.target.dataset?.format;
    // Only while writing at the end: correcting in the middle must not move the cursor.
    const atEnd = event.target.selectionStart === event.target.value?.length;
    if (!format || !atEnd || event.inputType?.startsWith('delete')) return;
    if (format === 'date') event.target.value = withSlashes(event.target.value, [2, 2, 4]);
    if (format === 'month') event.target.value = withSlashes(event.target.value, [2, 4]);
  });
  doc.addEventListener('change', (event) => {
    if (event.target.dataset?.format === 'money') event.target.value = withDots(event.target.value);
  });
}

/** Puts a slash after each full group of digits; what does not fit is left as typed. */
export function withSlashes(typed, groups) {
  if (!/^[0-9/]*$/.test(typed)) return typed;
  const parts = [''];
  for (const sign of typed) {
    const isFull = parts.at(-1).length === groups[parts.length - 1];
    const isNext = sign === '/' ? parts.at(-1) !== '' : isFull;
    if (isNext && parts.length === groups.length) return typed;
    if (isNext) parts.push('');
    if (sign !== '/') parts.push(parts.pop() + sign);
  }
  const isFull = parts.at(-1).length === groups[parts.length - 1];
  return parts.join('/') + (isFull && parts.length < groups.length ? '/' : '');
}

/** Groups the digits of a whole amount by threes; anything else is left as typed. */
export function withDots(typed) {
  const digits = typed.replace(/[\s.]/g, '').replace(/(đồng|đ|vnd)$/i, '');
  return /^[0-9]+$/.test(digits) ? digits.replace(/^0+(?=\d)/, '').replace(/\B(?=(\d{3})+$)/g, '.') : typed;
}
