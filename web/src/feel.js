// The FEEL subset in the browser: interprets the syntax tree that the server wrote (feel::Expr::to_json). No parser, no eval.
// Values: null, boolean, string, Num (exact decimal), Day, Days, Months, Array, plain object. The server decides; this only helps.
// A differential test (crates/feel/tests/differential.rs) holds every answer equal to the Rust evaluator.

import { FUNCTIONS } from "./feel/functions.js";
import { both, calculate, charge, compare, either, equal, negate, own, property, whole } from "./feel/operators.js";
import { Num } from "./feel/values.js";

export { BudgetExceeded } from "./feel/operators.js";
export { Day, Days, Months, Num, parseDay } from "./feel/values.js";

/** Evaluates a tree. `scope(name)` gives a value or undefined; `steps` bounds the work. */
export function evaluate(tree, scope, steps = 100_000) {
  return run(tree, { scope, locals: [], left: steps });
}

const NODES = {
  null: () => null,
  boolean: (_, value) => value,
  number: (_, text) => Num.parse(text),
  text: (_, value) => value,
  name: (ctx, name) => lookUp(ctx, name),
  path: (ctx, base, name) => property(run(base, ctx), name),
  index: (ctx, list, index) => atIndex(run(list, ctx), run(index, ctx)),
  filter,
  list: (ctx, items) => items.map((item) => run(item, ctx)),
  negate: (ctx, value) => negate(run(value, ctx)),
  between(ctx, parts) {
    const [value, low, high] = parts.map((part) => run(part, ctx));
    return both(compare(">=", value, low, ctx), compare("<=", value, high, ctx));
  },
  in: isIn,
  and(ctx, left, right) {
    const first = run(left, ctx);
    return first === false ? false : both(first, run(right, ctx));
  },
  or(ctx, left, right) {
    const first = run(left, ctx);
    return first === true ? true : either(first, run(right, ctx));
  },
  if: (ctx, [condition, then, otherwise]) => run(run(condition, ctx) === true ? then : otherwise, ctx),
  for(ctx, iterations, body) {
    const results = [];
    const outcome = walk(ctx, iterations, body, (value) => (results.push(value), true));
    return outcome === null ? null : results;
  },
  some: (ctx, iterations, body) => quantify(ctx, false, iterations, body),
  every: (ctx, iterations, body) => quantify(ctx, true, iterations, body),
  call(ctx, name, parameters) {
    const values = parameters.map((parameter) => run(parameter, ctx));
    return own(FUNCTIONS, name) ? (FUNCTIONS[name](values, ctx) ?? null) : null;
  },
};

for (const sign of ["=", "!=", "<", "<=", ">", ">="]) {
  NODES[sign] = (ctx, left, right) => compare(sign, run(left, ctx), run(right, ctx), ctx);
}
for (const sign of ["+", "-", "*", "/"]) {
  NODES[sign] = (ctx, left, right) => calculate(sign, run(left, ctx), run(right, ctx), ctx);
}

function run([operator, ...parts], ctx) {
  charge(ctx, 1);
  return NODES[operator](ctx, ...parts) ?? null;
}

function lookUp(ctx, name) {
  for (let i = ctx.locals.length - 1; i >= 0; i--) if (ctx.locals[i][0] === name) return ctx.locals[i][1];
  return ctx.scope(name) ?? null;
}

const asList = (value) => (value === null ? null : Array.isArray(value) ? value : [value]);

function atIndex(list, index) {
  const items = asList(list);
  const position = whole(index);
  if (items === null || position === null) return null;
  return items[position < 0 ? items.length + position : position - 1] ?? null;
}

function filter(ctx, list, predicate) {
  const items = asList(run(list, ctx));
  if (items === null) return null;
  return items.filter((item) => bind(ctx, "item", item, () => run(predicate, ctx)) === true);
}

function bind(ctx, name, value, action) {
  ctx.locals.push([name, value]);
  try {
    return action();
  } finally {
    ctx.locals.pop();
  }
}

function walk(ctx, [first, ...rest], body, act) {
  if (first === undefined) return act(run(body, ctx));
  const [name, [form, ...ends]] = first;
  const [low, high] = ends.map((end) => run(end, ctx));
  let size, get;
  if (form === "each") {
    const items = asList(low);
    if (items === null) return null;
    [size, get] = [items.length, (i) => items[i]];
  } else {
    const [from, to] = [whole(low), whole(high)];
    if (from === null || to === null || Math.max(Math.abs(from), Math.abs(to)) > 2 ** 53) return null;
    [size, get] = [Math.abs(to - from) + 1, (i) => Num.of(from <= to ? from + i : from - i)];
  }
  for (let i = 0; i < size; i++) {
    charge(ctx, 1);
    const outcome = bind(ctx, name, get(i), () => walk(ctx, rest, body, act));
    if (outcome !== true) return outcome;
  }
  return true;
}

function quantify(ctx, every, iterations, body) {
  let verdict = every;
  const outcome = walk(ctx, iterations, body, (value) => {
    verdict = every ? both(verdict, value) : either(verdict, value);
    return verdict !== !every;
  });
  return outcome === null ? null : verdict;
}

function isIn(ctx, subjectTree, tests) {
  const subject = run(subjectTree, ctx);
  let verdict = false;
  for (const test of tests) {
    verdict = either(verdict, passes(ctx, subject, test));
    if (verdict === true) break;
  }
  return verdict;
}

function passes(ctx, subject, [form, ...parts]) {
  if (form === "range") {
    const [low, lowClosed, high, highClosed] = parts;
    const [from, to] = [run(low, ctx), run(high, ctx)];
    return both(compare(lowClosed ? ">=" : ">", subject, from, ctx), compare(highClosed ? "<=" : "<", subject, to, ctx));
  }
  const value = run(parts[0], ctx);
  if (form !== "is") return compare(form, subject, value, ctx);
  return Array.isArray(value) ? value.some((item) => equal(subject, item, ctx) === true) : equal(subject, value, ctx);
}
