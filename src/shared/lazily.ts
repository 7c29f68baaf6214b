/**
 * A function that is made when it is called first: most parts of a policy are never asked, because something before them
 * has decided.
 */
export function lazily<A, B, R>(make: () => (a: A, b: B) => R): (a: A, b?: B) => R {
  let made: ((a: A, b: B) => R) | undefined;
  return (a, b) => (made ??= make())(a, b as B);
}
