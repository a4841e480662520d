// Exact decimals, days and durations, digit for digit as crates/feel/src/number.rs and calendar.rs compute them.

const DIGITS = 18;
const LIMIT = 10n ** 18n;

const magnitude = (n) => (n < 0n ? -n : n);
const digits = (n) => (n === 0n ? 0 : magnitude(n).toString().length);

/** An exact decimal of at most 18 significant digits, without trailing zeros. */
export class Num {
  constructor(mantissa, scale) {
    this.mantissa = mantissa;
    this.scale = scale;
  }

  static of(integer) {
    return fit(BigInt(integer), 0, false);
  }

  /** Reads -12.50 as written, without exponent; null when it is no number or does not fit exactly. */
  static parse(text) {
    const found = text.length > 60 ? null : /^(-?)([0-9]+)(?:\.([0-9]+))?$/.exec(text);
    if (!found) return null;
    const fraction = found[3] ?? "";
    const significant = (found[2] + fraction).replace(/^0+/, "");
    const trimmed = significant.replace(/0+$/, "");
    const scale = fraction.length - (significant.length - trimmed.length);
    if (trimmed === "") return new Num(0n, 0);
    if (trimmed.length > DIGITS || scale > DIGITS || scale < -DIGITS) return null;
    const mantissa = BigInt(found[1] + trimmed);
    return scale < 0 ? fit(mantissa * 10n ** BigInt(-scale), 0, false) : fit(mantissa, scale, false);
  }

  add(other) {
    const scale = Math.max(this.scale, other.scale);
    return fit(this.widen(scale) + other.widen(scale), scale, false);
  }

  multiply(other) {
    return fit(this.mantissa * other.mantissa, this.scale + other.scale, false);
  }

  divide(other) {
    if (other.mantissa === 0n) return null;
    const widened = this.mantissa * 10n ** 60n;
    const quotient = widened / other.mantissa;
    const scale = 60 + this.scale - other.scale;
    return fit(quotient, scale, widened % other.mantissa !== 0n);
  }

  modulo(other) {
    const scale = Math.max(this.scale, other.scale);
    const [a, b] = [this.widen(scale), other.widen(scale)];
    if (b === 0n) return null;
    const rest = a % b;
    return fit(rest !== 0n && rest < 0n !== b < 0n ? rest + b : rest, scale, false);
  }

  round(decimals, mode) {
    if (decimals < -17 || decimals > 18) return null;
    if (this.scale <= decimals) return this;
    const rounded = shorten(this.mantissa, this.scale - decimals, false, mode);
    return decimals >= 0 ? fit(rounded, decimals, false) : fit(rounded * 10n ** BigInt(-decimals), 0, false);
  }

  negate() {
    return new Num(-this.mantissa, this.scale);
  }

  abs() {
    return new Num(magnitude(this.mantissa), this.scale);
  }

  compare(other) {
    const scale = Math.max(this.scale, other.scale);
    const difference = this.widen(scale) - other.widen(scale);
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  widen(scale) {
    return this.mantissa * 10n ** BigInt(scale - this.scale);
  }

  toString() {
    const text = magnitude(this.mantissa).toString().padStart(this.scale + 1, "0");
    const sign = this.mantissa < 0n ? "-" : "";
    return this.scale === 0 ? sign + text : `${sign}${text.slice(0, -this.scale)}.${text.slice(-this.scale)}`;
  }
}

/** Rounds once so that it fits; null from 10^18 on. `sticky` says that more non-zero digits followed. */
function fit(mantissa, scale, sticky) {
  const drop = Math.max(0, digits(mantissa) - DIGITS, scale - DIGITS);
  if (drop > scale) return null;
  let [value, left] = [shorten(mantissa, drop, sticky, "half even"), scale - drop];
  while (left > 0 && value % 10n === 0n) {
    value /= 10n;
    left -= 1;
  }
  return magnitude(value) >= LIMIT ? null : new Num(value, left);
}

function shorten(mantissa, drop, sticky, mode) {
  if (drop === 0) return mantissa;
  const unit = 10n ** BigInt(drop);
  const kept = mantissa / unit;
  const rest = magnitude(mantissa % unit);
  const inexact = rest !== 0n || sticky;
  const half = rest * 2n > unit ? 1 : rest * 2n < unit ? -1 : sticky ? 1 : 0;
  const grow = {
    "half even": half > 0 || (half === 0 && kept % 2n !== 0n),
    "half up": half >= 0,
    up: inexact,
    down: false,
    floor: inexact && mantissa < 0n,
    ceiling: inexact && mantissa > 0n,
  }[mode];
  return grow ? kept + (mantissa < 0n ? -1n : 1n) : kept;
}

/** A day of the years 1 to 9999. */
export class Day {
  constructor(year, month, day) {
    this.year = year;
    this.month = month;
    this.day = day;
  }

  static of(year, month, day) {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
    return new Day(year, month, day);
  }

  part(name) {
    if (name === "weekday") return Num.of(((this.number() + 2) % 7 + 7) % 7 + 1);
    return ["year", "month", "day"].includes(name) ? Num.of(this[name]) : null;
  }

  /** Days since the first of March of year 0. */
  number() {
    const shifted = this.month - 3;
    const year = this.year - (shifted < 0 ? 1 : 0);
    const month = (shifted + 12) % 12;
    const leaps = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
    return year * 365 + leaps + Math.floor((month * 153 + 2) / 5) + this.day - 1;
  }

  compare(other) {
    return this.number() - other.number();
  }

  toString() {
    const pad = (n, size) => String(n).padStart(size, "0");
    return `${pad(this.year, 4)}-${pad(this.month, 2)}-${pad(this.day, 2)}`;
  }
}

/** A length of time in days. */
export class Days {
  constructor(count) {
    this.count = count;
  }
  negate() {
    return new this.constructor(this.count === 0 ? 0 : -this.count);
  }
  abs() {
    return new this.constructor(Math.abs(this.count));
  }
  times(n) {
    return new this.constructor(this.count * n);
  }
  compare(other) {
    return this.count - other.count;
  }
  toString() {
    return `${this.count < 0 ? "-" : ""}P${Math.abs(this.count)}D`;
  }
}

/** A length of time in months. */
export class Months extends Days {
  toString() {
    const [years, rest] = [Math.trunc(Math.abs(this.count) / 12), Math.abs(this.count) % 12];
    return `${this.count < 0 ? "-" : ""}P${years > 0 ? `${years}Y` : ""}${rest > 0 || years === 0 ? `${rest}M` : ""}`;
  }
}

/** Durations stay within what the calendar can hold. */
export function within(value) {
  if (value instanceof Months) return Math.abs(value.count) <= 120_000 ? value : null;
  if (value instanceof Days) return Math.abs(value.count) <= 4_000_000 ? value : null;
  return value;
}

export function parseDay(text) {
  const found = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
  return found ? Day.of(Number(found[1]), Number(found[2]), Number(found[3])) : null;
}

export function parseDuration(text) {
  const days = /^(-?)P([0-9]{1,7})D$/.exec(text);
  if (days) return within(new Days(signed(days[1], Number(days[2]))));
  const months = /^(-?)P(?:([0-9]{1,7})Y)?(?:([0-9]{1,7})M)?$/.exec(text);
  if (!months || (months[2] === undefined && months[3] === undefined)) return null;
  return within(new Months(signed(months[1], Number(months[2] ?? 0) * 12 + Number(months[3] ?? 0))));
}

const signed = (sign, count) => (sign === "-" && count !== 0 ? -count : count);

export function addDays(day, count) {
  const target = day.number() + count;
  // Guess the year, then walk at most a month or two.
  let month = monthFromIndex(Math.floor((target / 365.2425) * 12) + 2);
  if (month === null) month = target < 0 ? new Day(1, 1, 1) : new Day(9999, 12, 1);
  while (month !== null && month.number() > target) month = monthFromIndex(monthIndex(month) - 1);
  while (month !== null && month.number() + daysInMonth(month.year, month.month) <= target) month = monthFromIndex(monthIndex(month) + 1);
  return month === null ? null : Day.of(month.year, month.month, target - month.number() + 1);
}

export function addMonths(day, count) {
  const first = monthFromIndex(monthIndex(day) + count);
  return first === null ? null : Day.of(first.year, first.month, Math.min(day.day, daysInMonth(first.year, first.month)));
}

export const monthIndex = (day) => day.year * 12 + day.month - 1;
export const monthFromIndex = (index) => Day.of(Math.floor(index / 12), (((index % 12) + 12) % 12) + 1, 1);

export const daysBetween = (from, to) => to.number() - from.number();

export function monthsBetween(from, to) {
  if (to.compare(from) < 0) return -monthsBetween(to, from);
  return monthIndex(to) - monthIndex(from) - (to.day < from.day ? 1 : 0);
}

export const yearsBetween = (from, to) => Math.trunc(monthsBetween(from, to) / 12);

function daysInMonth(year, month) {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
