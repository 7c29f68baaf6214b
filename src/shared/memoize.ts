/** Beyond, all is forgotten, so that a document with many different entries does not fill the memory. */
const MAX_REMEMBERED = 2_000;

/** A pure function of a few simple arguments that computes its results once: rules ask the same of the same entries. */
export function remembering<A extends readonly (string | boolean)[], R>(compute: (...args: A) => R): (...args: A) => R {
  const known = new Map<string, R>();
  return (...args) => {
    const key = args.join('\n');
    if (known.has(key)) return known.get(key)!;
    if (known.size >= MAX_REMEMBERED) known.clear();
    const result = compute(...args);
    known.set(key, result);
    return result;
  };
}

/**
 * A function that is made when it is called first: most parts of a policy are never asked, because something before them
 * has decided.
 */
export function lazily<A, B, R>(make: () => (a: A, b: B) => R): (a: A, b?: B) => R {
  let made: ((a: A, b: B) => R) | undefined;
  return (a, b) => (made ??= make())(a, b as B);
}
