// Reads a licence expression and says whether its terms allow us to ship what it covers.

/** Licences whose terms go with Apache-2.0 for a program that is handed on. */
export const PERMITTED = new Set([
  '0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BSL-1.0', 'CC0-1.0', 'CDLA-Permissive-2.0', 'ISC',
  'MIT', 'MIT-0', 'MPL-2.0', 'OFL-1.1', 'Unicode-3.0', 'Unicode-DFS-2016', 'Unlicense', 'Zlib', 'bzip2-1.0.6',
]);

/** Additions that only widen what a permitted licence allows. */
const PERMITTED_ADDITIONS = new Set(['LLVM-exception']);

/**
 * True when the expression can be met with permitted licences alone: for `OR` one side is enough,
 * for `AND` both are needed. Anything that is not an expression is not permitted.
 */
export function isPermitted(expression) {
  // Before SPDX expressions, `MIT/Apache-2.0` meant a choice.
  const tokens = String(expression ?? '').replaceAll('/', ' OR ').match(/\(|\)|[^\s()]+/g) ?? [];
  const reader = { tokens, at: 0 };
  const verdict = either(reader);
  return verdict && reader.at === tokens.length;
}

function either(reader) {
  let verdict = both(reader);
  while (take(reader, 'OR')) verdict = both(reader) || verdict;
  return verdict;
}

function both(reader) {
  let verdict = one(reader);
  while (take(reader, 'AND')) verdict = one(reader) && verdict;
  return verdict;
}

function one(reader) {
  if (take(reader, '(')) {
    const verdict = either(reader);
    return take(reader, ')') && verdict;
  }
  const verdict = PERMITTED.has(reader.tokens[reader.at++]);
  return take(reader, 'WITH') ? PERMITTED_ADDITIONS.has(reader.tokens[reader.at++]) && verdict : verdict;
}

function take(reader, token) {
  if (reader.tokens[reader.at] !== token) return false;
  reader.at += 1;
  return true;
}
