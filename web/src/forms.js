// A form that shows, requires and works out while it is filled in. Works on pages that work without it.
//
// Markup (names are those the page posts; `id`, `t[2].col`, `noi.province`):
//   <form data-live-form>
//     <script type="application/json" data-form-model>{…FormView.model…}</script>
//     <section data-section="nguoi_nop">               hidden while none of its fields is shown (optional)
//     <div data-field="quan_he">…</div>                 one around each field and each cell; hidden when its condition fails
//       <span class="mc-optional">(không bắt buộc)</span>   hidden while the field is required (optional)
//       <output id="…"></output>                        inside a computed field: gets the value (optional)
//     <div data-field="cu_tru" data-table="cu_tru">
//       <tr data-row="cu_tru[0]">…</tr>                  in one parent element; the last one is followed by new rows
//       <template data-blank-row>…</template>           one row whose names and ids hold __n__; without it the buttons go to the server
//       <button type="submit" name="_add" value="cu_tru">, <button type="submit" name="_remove" value="cu_tru[0]">
//   </form>
// A locked field needs an input (hidden or readonly) so that its value counts. Before a checkbox, multi or group of radios put
// <input type="hidden" name="…" value=""> so that an unticked answer is posted as empty.
// After each change the form fires `motcua:worked-out`; after a row is added or removed `change`, so that autosave notices.

import { lastRow, workOut } from './forms/model.js';
import { notYet } from './once.js';

/** Starts every live form of `root`; forms already started are left alone. */
export function start(root) {
  for (const form of notYet(root, 'form[data-live-form]', 'live-form')) {
    const model = readModel(form);
    if (model) begin(form, model);
  }
}

function readModel(form) {
  const script = form.querySelector('script[type="application/json"][data-form-model]');
  try {
    return script && JSON.parse(script.textContent);
  } catch (problem) {
    console.warn(`form model: ${problem.message}`); // the form still works through the server
    return null;
  }
}

function begin(form, model) {
  const refresh = () => show(form, model, workOut(model, pairsOf(form, model)));
  let waiting = 0;
  const soon = () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(refresh);
  };
  form.addEventListener('input', soon);
  form.addEventListener('change', soon);
  form.addEventListener('click', (event) => {
    const button = event.target.closest('button[name="_add"], button[name="_remove"]');
    if (button && (button.name === '_add' ? addRow(form, model, button) : removeRow(button))) {
      event.preventDefault();
      form.dispatchEvent(new Event('change', { bubbles: true }));
    }
  });
  refresh();
}

/** What the page would post, and the answers of fields that stand on other pages. */
function pairsOf(form, model) {
  const here = new Set([...form.querySelectorAll('[data-field]')].map((element) => fieldOf(element.dataset.field)));
  const elsewhere = (model.pairs ?? []).filter(([name]) => !here.has(fieldOf(name)));
  const posted = [...new FormData(form)].map(([name, value]) => [name, typeof value === 'string' ? value : value.name]);
  return [...elsewhere, ...posted];
}

const fieldOf = (name) => name.split(/[[.]/)[0];

function show(form, model, states) {
  for (const element of form.querySelectorAll('[data-field]')) {
    const state = states[element.dataset.field];
    if (!state) continue;
    element.hidden = !state.visible;
    if (state.required !== undefined) markRequired(element, state.required);
    if (state.text !== undefined) writeOutput(element, state.text);
  }
  for (const section of model.sections) {
    const element = form.querySelector(`[data-section="${section.id}"]`);
    if (element) element.hidden = !section.fields.some((id) => states[id]?.visible);
  }
  form.dispatchEvent(new CustomEvent('motcua:worked-out', { detail: states }));
}

function markRequired(element, required) {
  const mark = element.querySelector('.mc-optional');
  if (mark) mark.hidden = required;
  for (const input of element.querySelectorAll('input:not([type=hidden]), select, textarea')) {
    if (required) input.setAttribute('aria-required', 'true');
    else input.removeAttribute('aria-required');
  }
}

function writeOutput(element, text) {
  const output = element.querySelector('output');
  if (output && output.textContent !== text) output.textContent = text;
}

// ---- rows

/** True when the row was added here; false lets the button go to the server. */
function addRow(form, model, button) {
  const table = button.closest('[data-table]');
  const blank = table?.querySelector('template[data-blank-row]');
  if (!blank) return false;
  const id = table.dataset.table;
  const rows = [...table.querySelectorAll('[data-row]')];
  const limit = model.fields.find((field) => field.id === id)?.max_rows ?? Infinity;
  if (rows.length >= limit) return true;
  const numbers = rows.map((row) => Number(/\[([0-9]+)\]/.exec(row.dataset.row)?.[1] ?? -1));
  const number = Math.max(lastRow(pairsOf(form, model), id), ...numbers, -1) + 1;
  const row = blank.content.cloneNode(true);
  numberRow(row, number);
  const added = row.firstElementChild;
  if (rows.length > 0) rows.at(-1).after(row);
  else blank.before(row);
  button.hidden = rows.length + 1 >= limit;
  added.querySelector('input:not([type=hidden]), select, textarea')?.focus();
  form.dispatchEvent(new CustomEvent('motcua:row-added', { bubbles: true, detail: added }));
  return true;
}

/** Puts the number in every attribute of a new row, and counts for people from 1. */
function numberRow(row, number) {
  for (const element of row.querySelectorAll('*')) {
    for (const attribute of element.attributes) {
      if (attribute.value.includes('__n__')) attribute.value = attribute.value.replaceAll('__n__', number);
    }
  }
  for (const place of row.querySelectorAll('[data-row-number]')) place.textContent = number + 1;
}

function removeRow(button) {
  const row = button.closest('[data-row]');
  const table = button.closest('[data-table]');
  if (!row || !table?.querySelector('template[data-blank-row]')) return false;
  const next = row.nextElementSibling?.closest('[data-row]') ?? row.previousElementSibling?.closest('[data-row]');
  const add = table.querySelector('button[name="_add"]');
  row.remove();
  if (add) add.hidden = false;
  (next?.querySelector('input:not([type=hidden]), select, textarea') ?? add)?.focus();
  return true;
}
