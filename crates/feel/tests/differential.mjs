// Reads {scope, trees} on stdin, writes the tagged values of the trees as the browser evaluator computes them.
import { readFileSync } from "node:fs";
import { Day, Days, Months, Num, evaluate, parseDay } from "../../../web/src/feel.js";

function decode(value) {
  if (value === null) return null;
  const [[tag, content]] = Object.entries(value);
  switch (tag) {
    case "number":
      return Num.parse(content);
    case "date":
      return parseDay(content);
    case "days":
      return new Days(content);
    case "months":
      return new Months(content);
    case "list":
      return content.map(decode);
    case "context":
      return Object.fromEntries(Object.entries(content).map(([name, entry]) => [name, decode(entry)]));
    default:
      return content;
  }
}

function encode(value) {
  if (value === null) return null;
  if (value instanceof Num) return { number: value.toString() };
  if (value instanceof Day) return { date: value.toString() };
  if (value instanceof Months) return { months: value.count + 0 };
  if (value instanceof Days) return { days: value.count + 0 };
  if (Array.isArray(value)) return { list: value.map(encode) };
  if (typeof value === "object") return { context: Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, encode(entry)])) };
  return { plain: value };
}

const { scope, trees } = JSON.parse(readFileSync(0, "utf8"));
const values = Object.fromEntries(Object.entries(scope).map(([name, value]) => [name, decode(value)]));
const results = trees.map((tree) => {
  try {
    return encode(evaluate(tree, (name) => values[name], 1_000_000));
  } catch (error) {
    return { error: String(error.stack) };
  }
});
process.stdout.write(JSON.stringify(results));
