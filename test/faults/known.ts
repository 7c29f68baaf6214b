import type { Case } from './cases';

/** What does not hold yet, by what has to be built for it. Whoever builds it takes it out here. */
const KNOWN: readonly {
  readonly missing: string;
  readonly of: (each: Case) => boolean;
  readonly sentence: RegExp;
}[] = [
  {
    missing: 'what was made in AWS without a record in the state is taken over',
    of: () => true,
    sentence: /^The next up fails: Reason: name-taken/,
  },
  {
    missing: 'everything that waits has a bound',
    of: (each) => each.fault.isSlow === true || (each.kind === 'request' && each.call.to === 'S3' && each.isLasting),
    sentence: /^It took |^It ended with -1|^There is no (?:report file|summary)|^The log has no sentence/,
  },
];

/** Whether it is known that this does not hold. */
export function isKnown(each: Case, sentence: string): boolean {
  return KNOWN.some(({ of, sentence: pattern }) => of(each) && pattern.test(sentence));
}
