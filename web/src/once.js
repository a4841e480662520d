// Marks elements so that a behaviour starts on each of them once.
const started = new WeakMap();

/** The elements of `root` that match and have not been given `what` before. */
export function notYet(root, selector, what) {
  return [...root.querySelectorAll(selector)].filter((element) => {
    const known = started.get(element) ?? new Set();
    if (known.has(what)) return false;
    started.set(element, known.add(what));
    return true;
  });
}
