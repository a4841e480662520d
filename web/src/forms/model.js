// What a form shows, requires and works out, from its model and the posted pairs. Pure: no document, so it runs under node too.
// It reads answers as crates/forms does; the server alone decides what is right.

import { BudgetExceeded, Day, Num, evaluate, parseDay } from '../feel.js';
import { monthFromIndex, monthIndex } from '../feel/values.js';

/**
 * `pairs` are [name, text] as the page would post them. Gives for each field and cell, by the name it is posted under,
 * `{visible, required, text}`; `text` only for what is worked out.
 */
export function workOut(model, pairs) {
  const posted = group(pairs);
  const states = {};
  const values = {};
  const today = parseDay(model.today);
  const scope = (name) => (name === 'today' ? today : values[name]);
  for (const field of model.fields) {
    const visible = !field.visible_when || isTrue(field.visible_when, scope);
    states[field.id] = { visible, required: field.required_when };
    if (!visible) continue;
    if (field.kind === 'computed') [values[field.id], states[field.id].text] = computed(field, scope);
    else if (field.kind === 'table') values[field.id] = rows(field, posted, scope, states, today);
    else values[field.id] = read(field, partsOf(posted, field.id), today);
  }
  for (const [name, state] of Object.entries(states)) {
    if (typeof state.required === 'function') state.required = state.required();
    else if (state.required) state.required = isTrue(state.required, scope);
    else delete states[name].required;
  }
  return states;
}

/** The highest row number of a table in the pairs, or -1. */
export function lastRow(pairs, table) {
  return Math.max(-1, ...Object.keys(rowsOf(group(pairs), table)).map(Number));
}

function isTrue(tree, scope) {
  return attempt(tree, scope) === true;
}

function attempt(tree, scope) {
  try {
    return evaluate(tree, scope);
  } catch (problem) {
    if (problem instanceof BudgetExceeded) return null;
    throw problem;
  }
}

function computed(field, scope) {
  let value = attempt(field.compute, scope);
  const wanted = { number: Num, money: Num, date: Day }[field.result];
  if (wanted ? !(value instanceof wanted) : typeof value !== { text: 'string', boolean: 'boolean' }[field.result]) value = null;
  if (value instanceof Num) value = value.round(field.decimals, 'half up');
  return [value, shown(value, field)];
}

/** As people read it: 1.500,5 – 01/07/2025 – Có. The unit stands in the page. */
function shown(value) {
  if (value === null) return '';
  if (value instanceof Day) return String(value).split('-').reverse().join('/');
  if (typeof value === 'boolean') return value ? 'Có' : 'Không';
  if (!(value instanceof Num)) return value;
  const [whole, fraction] = String(value).split('.');
  const grouped = whole.replace(/\B(?=([0-9]{3})+$)/g, '.');
  return fraction ? `${grouped},${fraction}` : grouped;
}

function rows(table, posted, outer, states, today) {
  const kept = [];
  for (const [number, cells] of Object.entries(rowsOf(posted, table.id))) {
    const values = Object.fromEntries(table.columns.map((column) => [column.id, null]));
    const rowNumber = Num.of(Number(number) + 1);
    const scope = (name) => (Object.hasOwn(values, name) ? values[name] : name === 'row_number' ? rowNumber : outer(name));
    for (const column of table.columns) {
      const visible = !column.visible_when || isTrue(column.visible_when, scope);
      const state = { visible };
      if (column.required_when) state.required = () => isTrue(column.required_when, scope);
      if (visible && column.kind === 'computed') [values[column.id], state.text] = computed(column, scope);
      else if (visible) values[column.id] = read(column, partsOf(cells, column.id), today);
      states[`${table.id}[${number}].${column.id}`] = state;
    }
    const typed = table.columns.filter((column) => column.kind !== 'computed');
    const isFilled = typed.some((column) => partsOf(cells, column.id).some(([, text]) => text.trim() !== ''));
    if (isFilled) kept.push(values);
  }
  return kept;
}

// ---- posted pairs

function group(pairs) {
  const posted = Object.create(null);
  for (const [name, text] of pairs) (posted[name] ??= []).push(String(text));
  return posted;
}

/** Row number to the names and texts of its cells. */
function rowsOf(posted, table) {
  const found = {};
  for (const [name, texts] of Object.entries(posted)) {
    const match = /^([a-z0-9_]+)\[([0-9]{1,4})\]\.(.+)$/.exec(name);
    if (match && match[1] === table) (found[Number(match[2])] ??= Object.create(null))[match[3]] = texts;
  }
  return found;
}

/** [part, text] of a field: `["", "Hoa"]`, `["province", "51"]`. */
function partsOf(posted, id) {
  const parts = (posted[id] ?? []).map((text) => ['', text]);
  for (const [name, texts] of Object.entries(posted)) {
    if (name.startsWith(`${id}.`)) parts.push([name.slice(id.length + 1), texts.at(-1)]);
  }
  return parts;
}

// ---- reading

function read(field, parts, today) {
  const texts = parts.filter(([part]) => part === '').map(([, text]) => text.normalize('NFC').trim());
  const named = Object.fromEntries(parts.filter(([part]) => part !== '').map(([part, text]) => [part, text.trim()]));
  const text = texts.at(-1) ?? '';
  switch (field.kind) {
    case 'multi':
    case 'file':
      return texts.filter((each) => each !== '');
    case 'checkbox':
      return ['on', 'true', '1'].includes(text);
    case 'address':
      return address(named);
    case 'signature':
      return signature(named.method ?? text, today);
    case 'number':
    case 'money':
      return accepted(number(text, field.decimals === 0), field);
    case 'year':
      return /^[0-9]{4}$/.test(text) ? Num.parse(text) : null;
    case 'date':
      return fullDay(dateParts(boxed(text, named)));
    case 'month':
      return month(dateParts(text));
    case 'partial_date':
      return partialDate(dateParts(boxed(text, named)));
    case 'datetime':
      return dateTime(text);
    case 'id_number':
      return text.replace(/[\s.]/g, '').toUpperCase() || null;
    default:
      return text || null;
  }
}

function address(named) {
  const units = ['province', 'district', 'commune'];
  const isHome = !named.country || named.country === 'VN';
  if (isHome && [...units, 'detail'].every((name) => !named[name])) return null;
  const home = Object.fromEntries(units.map((name) => [name, (isHome && named[name]) || null]));
  return { country: named.country || 'VN', ...home, detail: named.detail || null };
}

function signature(method, today) {
  return method ? { method, on: today } : null;
}

/** A dot groups thousands, a comma starts the fraction; what could be either is not known yet. */
function number(text, isInteger) {
  const plain = text.replace(/[ \u00a0\u202f]/g, '');
  if (/^-?([1-9][0-9]{0,2}(\.[0-9]{3})+|[0-9]+)(,[0-9]+)?$/.test(plain)) {
    const isAmbiguous = !isInteger && /^-?[1-9][0-9]{0,2}\.[0-9]{3}$/.test(plain);
    return isAmbiguous ? null : Num.parse(plain.replaceAll('.', '').replace(',', '.'));
  }
  return !isInteger && /^-?[0-9]+\.[0-9]+$/.test(plain) ? Num.parse(plain) : null;
}

/** What the server would refuse counts as unknown here too. */
function accepted(value, { decimals, min, max }) {
  const isOutside = (bound, sign) => bound !== undefined && value.compare(Num.parse(bound)) * sign > 0;
  const isRefused = value === null || value.scale > decimals || isOutside(min, -1) || isOutside(max, 1);
  return isRefused ? null : value;
}

const boxed = (text, named) => text || ['day', 'month', 'year'].map((part) => named[part]).filter(Boolean).join('/');

/** `25/12/1990`, `12/1990`, `1990` and the same in ISO order, as [year, month, day]. */
function dateParts(text) {
  const pieces = text.split(/[/.-]/).map((piece) => piece.trim());
  if (!pieces.every((piece) => /^[0-9]{1,4}$/.test(piece)) || pieces.length > 3) return null;
  const isIso = /^[0-9]{4}-/.test(text);
  const [year, ...rest] = isIso ? pieces : [...pieces].reverse();
  if (year.length !== 4 || Number(year) < 1800 || Number(year) > 2200 || rest.some((piece) => piece.length > 2)) return null;
  return [year, ...rest].map(Number);
}

const fullDay = (parts) => (parts?.length === 3 ? Day.of(...parts) : null);
const month = (parts) => (parts?.length === 2 ? Day.of(...parts, 1) : null);

function partialDate(parts) {
  const earliest = parts && Day.of(parts[0], parts[1] ?? 1, parts[2] ?? 1);
  if (!earliest) return null;
  const next = monthFromIndex(monthIndex(Day.of(parts[0], parts[1] ?? 12, 1)) + 1);
  const endOfMonth = next && lastDayBefore(next);
  const known = (part) => (part === undefined ? null : Num.of(part));
  return { year: Num.of(parts[0]), month: known(parts[1]), day: known(parts[2]), earliest, latest: parts.length === 3 ? earliest : endOfMonth };
}

function lastDayBefore(first) {
  const index = monthIndex(first) - 1;
  const month = monthFromIndex(index);
  return [31, 30, 29, 28].map((day) => Day.of(month.year, month.month, day)).find((day) => day !== null);
}

function dateTime(text) {
  const pieces = text.split(/[ T]+/).filter(Boolean);
  if (pieces.length !== 2) return null;
  const [date, time] = pieces[0].includes(':') ? pieces.reverse() : pieces;
  const match = /^([0-9]{1,2}):([0-9]{1,2})(:00)?$/.exec(time);
  const day = fullDay(dateParts(date));
  if (!match || !day || Number(match[1]) > 23 || Number(match[2]) > 59) return null;
  return { date: day, hour: Num.of(Number(match[1])), minute: Num.of(Number(match[2])) };
}
