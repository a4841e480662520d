// The functions of the FEEL subset, by name.

import { both, charge, either, kind, not, order, property, same, whole } from "./operators.js";
import { Day, Days, Months, Num, addDays, daysBetween, monthFromIndex, monthIndex, monthsBetween, parseDay, parseDuration, yearsBetween } from "./values.js";

const isText = (value) => typeof value === "string";
const texts = (action) => ([a, b]) => (isText(a) && (b === undefined || isText(b)) ? action(a, b) : null);
const dates = (measure) => ([a, b]) => (a instanceof Day && b instanceof Day ? Num.of(measure(a, b)) : null);
const lists = (action) => (values, ctx) => (Array.isArray(values[0]) ? (charge(ctx, values[0].length), action(values[0], values, ctx)) : null);
const itemsOf = (values) => (values.length === 1 && Array.isArray(values[0]) ? values[0] : values);
const rounding = (mode) => ([value, scale]) => {
  const decimals = scale === undefined ? 0 : whole(scale);
  return value instanceof Num && decimals !== null ? value.round(decimals, mode) : null;
};

function total(items, ctx) {
  charge(ctx, items.length);
  if (items.length === 0 || !items.every((item) => item instanceof Num)) return null;
  return items.slice(1).reduce((sum, item) => sum && sum.add(item), items[0]);
}

function extreme(items, sign, ctx) {
  if (items.length === 0 || order(items[0], items[0], ctx) === null) return null;
  let best = items[0];
  for (const item of items.slice(1)) {
    const difference = order(item, best, ctx);
    if (difference === null) return null;
    if (difference * sign > 0) best = item;
  }
  return best;
}

function distinct(items, ctx) {
  const kept = [];
  for (const item of items) if (!kept.some((other) => same(other, item, ctx))) kept.push(item);
  return kept;
}

function substring([text, start, length]) {
  const from = whole(start);
  const size = length === undefined ? Infinity : whole(length);
  if (!isText(text) || from === null || size === null || size < 0) return null;
  const characters = [...text];
  const first = from < 0 ? characters.length + from : from - 1;
  return first < 0 ? null : characters.slice(first, first + size).join("");
}

function join([items, delimiter]) {
  const glue = delimiter ?? "";
  if (!isText(glue) || !items.every((item) => item === null || isText(item))) return null;
  return items.filter((item) => item !== null).join(glue);
}

function makeDate(values) {
  if (values.length === 1 && values[0] instanceof Day) return values[0];
  if (values.length === 1 && isText(values[0])) return parseDay(values[0]);
  const parts = values.map(whole);
  return parts.length === 3 && !parts.includes(null) ? Day.of(...parts) : null;
}

function toText(value) {
  return ["null", "list", "context"].includes(kind(value)) ? null : String(value);
}

/** The first unit from start to end that no row covers; an open end reaches as far as asked. */
function firstGap([rows, from, to, start, end], count, back, ctx) {
  if (!Array.isArray(rows) || !isText(from) || !isText(to) || !(start instanceof Day) || !(end instanceof Day)) return null;
  charge(ctx, rows.length * 4);
  const periods = [];
  for (const row of rows) {
    const [first, last] = [property(row, from), property(row, to)];
    if (!(first instanceof Day) || !(last === null || last instanceof Day)) continue;
    periods.push([count(first), last === null ? count(end) : count(last)]);
  }
  let next = count(start);
  for (const [first, last] of periods.filter(([a, b]) => a <= b).sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    if (first > next) break;
    next = Math.max(next, last + 1);
  }
  return next <= count(end) ? back(next, start) : null;
}

export const FUNCTIONS = {
  abs: ([value]) => (value instanceof Num || value instanceof Days || value instanceof Months ? value.abs() : null),
  all: lists((items) => items.reduce(both, true)),
  any: lists((items) => items.reduce(either, false)),
  append: lists((items, [, ...more]) => [...items, ...more]),
  ceiling: rounding("ceiling"),
  concatenate: (values, ctx) => (values.every(Array.isArray) ? (charge(ctx, values.flat(1).length), values.flat(1)) : null),
  contains: texts((text, part) => text.includes(part)),
  count: ([items]) => (Array.isArray(items) ? Num.of(items.length) : null),
  date: makeDate,
  "days between": dates(daysBetween),
  decimal: rounding("half even"),
  "distinct values": lists((items, _, ctx) => distinct(items, ctx)),
  duration: ([value]) => (isText(value) ? parseDuration(value) : value instanceof Days || value instanceof Months ? value : null),
  "ends with": texts((text, part) => text.endsWith(part)),
  even: ([value]) => (whole(value) === null ? null : value.mantissa % 2n === 0n),
  "first gap": (values, ctx) => firstGap(values, (day) => day.number(), (n, start) => addDays(start, n - start.number()), ctx),
  "first month gap": (values, ctx) => firstGap(values, monthIndex, monthFromIndex, ctx),
  flatten: lists((items, _, ctx) => (charge(ctx, items.flat(Infinity).length), items.flat(Infinity))),
  floor: rounding("floor"),
  "get or else": ([value, other]) => value ?? other,
  "index of": lists((items, [, wanted], ctx) => items.flatMap((item, i) => (same(item, wanted, ctx) ? [Num.of(i + 1)] : []))),
  "is defined": ([value]) => value !== null,
  "list contains": lists((items, [, wanted], ctx) => items.some((item) => same(item, wanted, ctx))),
  "lower case": texts((text) => text.toLowerCase()),
  max: (values, ctx) => extreme(itemsOf(values), 1, ctx),
  mean: (values, ctx) => total(itemsOf(values), ctx)?.divide(Num.of(itemsOf(values).length)),
  min: (values, ctx) => extreme(itemsOf(values), -1, ctx),
  modulo: ([a, b]) => (a instanceof Num && b instanceof Num ? a.modulo(b) : null),
  "months between": dates(monthsBetween),
  not: ([value]) => not(value),
  number: ([value]) => (value instanceof Num ? value : isText(value) ? Num.parse(value) : null),
  odd: ([value]) => (whole(value) === null ? null : value.mantissa % 2n !== 0n),
  reverse: lists((items) => [...items].reverse()),
  "round down": rounding("down"),
  "round half even": rounding("half even"),
  "round half up": rounding("half up"),
  "round up": rounding("up"),
  "starts with": texts((text, part) => text.startsWith(part)),
  string: ([value]) => toText(value),
  "string join": lists((_, values) => join(values)),
  "string length": texts((text) => Num.of([...text].length)),
  substring,
  "substring after": texts((text, part) => (text.includes(part) ? text.slice(text.indexOf(part) + part.length) : "")),
  "substring before": texts((text, part) => text.slice(0, Math.max(0, text.indexOf(part)))),
  sum: (values, ctx) => total(itemsOf(values), ctx),
  "upper case": texts((text) => text.toUpperCase()),
  "years between": dates(yearsBetween),
};
