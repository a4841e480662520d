// Budget, kinds, properties, logic, order and arithmetic of the FEEL evaluator.

import { Day, Days, Months, Num, addDays, addMonths, daysBetween, within } from "./values.js";

export class BudgetExceeded extends Error {}

export const own = (object, key) => Object.prototype.hasOwnProperty.call(object, key);

export function charge(ctx, steps) {
  ctx.left -= steps;
  if (ctx.left < 0) throw new BudgetExceeded();
}

export function kind(value) {
  if (value === null || value === undefined) return "null";
  if (value instanceof Num) return "number";
  if (value instanceof Day) return "date";
  if (value instanceof Months) return "months"; // before Days, which it extends
  if (value instanceof Days) return "days";
  if (Array.isArray(value)) return "list";
  return typeof value === "object" ? "context" : typeof value;
}

export function property(value, name) {
  switch (kind(value)) {
    case "context":
      return own(value, name) ? value[name] : null;
    case "list":
      return value.map((item) => (Array.isArray(item) ? null : property(item, name)));
    case "date":
      return value.part(name);
    case "days":
      return name === "days" ? Num.of(value.count) : null;
    case "months":
      if (name === "months") return Num.of(value.count % 12);
      return name === "years" ? Num.of(Math.trunc(value.count / 12)) : null;
    default:
      return null;
  }
}

export function whole(value) {
  return value instanceof Num && value.scale === 0 ? Number(value.mantissa) : null; // exact up to 2^53
}

// ---- logic, order, arithmetic

export const both = (a, b) => (a === false || b === false ? false : a === true && b === true ? true : null);
export const either = (a, b) => (a === true || b === true ? true : a === false && b === false ? false : null);
export const not = (value) => (typeof value === "boolean" ? !value : null);

export function equal(a, b, ctx) {
  if (a !== null && b !== null && kind(a) !== kind(b)) return null;
  return same(a, b, ctx);
}

export function same(a, b, ctx) {
  charge(ctx, 1);
  const type = kind(a);
  if (type !== kind(b)) return false;
  switch (type) {
    case "list":
      return a.length === b.length && a.every((item, i) => same(item, b[i], ctx));
    case "context": {
      const keys = Object.keys(a);
      return keys.length === Object.keys(b).length && keys.every((key) => own(b, key) && same(a[key], b[key], ctx));
    }
    case "number":
    case "date":
    case "days":
    case "months":
      return a.compare(b) === 0;
    default:
      return a === b;
  }
}

/** Negative, zero or positive; null when the two have no order. */
export function order(a, b, ctx) {
  charge(ctx, 1);
  const type = kind(a);
  if (type !== kind(b)) return null;
  if (type === "string") return compareTexts(a, b);
  return ["number", "date", "days", "months"].includes(type) ? a.compare(b) : null;
}

/** By code points; `<` on strings would go by UTF-16 units. */
function compareTexts(a, b) {
  const [left, right] = [[...a], [...b]];
  const size = Math.min(left.length, right.length);
  for (let i = 0; i < size; i++) {
    const difference = left[i].codePointAt(0) - right[i].codePointAt(0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

export function compare(sign, a, b, ctx) {
  if (sign === "=") return equal(a, b, ctx);
  if (sign === "!=") return not(equal(a, b, ctx));
  const difference = order(a, b, ctx);
  if (difference === null) return null;
  return { "<": difference < 0, "<=": difference <= 0, ">": difference > 0, ">=": difference >= 0 }[sign];
}

export function negate(value) {
  return value instanceof Num || value instanceof Days || value instanceof Months ? value.negate() : null;
}

export function calculate(sign, a, b, ctx) {
  const types = `${kind(a)}${sign}${kind(b)}`;
  if (types === "string+string") {
    charge(ctx, (a.length + b.length) >> 4);
    return a + b;
  }
  return own(ARITHMETIC, types) ? within(ARITHMETIC[types](a, b)) : null;
}

const times = (span, n) => (whole(n) === null ? null : span.times(whole(n)));

const ARITHMETIC = {
  "number+number": (a, b) => a.add(b),
  "number-number": (a, b) => a.add(b.negate()),
  "number*number": (a, b) => a.multiply(b),
  "number/number": (a, b) => a.divide(b),
  "date+days": (a, b) => addDays(a, b.count),
  "days+date": (a, b) => addDays(b, a.count),
  "date-days": (a, b) => addDays(a, -b.count),
  "date+months": (a, b) => addMonths(a, b.count),
  "months+date": (a, b) => addMonths(b, a.count),
  "date-months": (a, b) => addMonths(a, -b.count),
  "date-date": (a, b) => new Days(daysBetween(b, a)),
  "days+days": (a, b) => new Days(a.count + b.count),
  "days-days": (a, b) => new Days(a.count - b.count),
  "months+months": (a, b) => new Months(a.count + b.count),
  "months-months": (a, b) => new Months(a.count - b.count),
  "days*number": times,
  "number*days": (n, span) => times(span, n),
  "months*number": times,
  "number*months": (n, span) => times(span, n),
};
