/**
 * A function that is made when it is called first: most parts of a policy are never asked, because something before them
 * has decided.
 */
export function lazily<A extends readonly unknown[], R>(make: () => (...args: A) => R): (...args: A) => R {
  let made: ((...args: A) => R) | undefined;
  return (...args) => (made ??= make())(...args);
}
