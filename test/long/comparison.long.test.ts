import type { PolicyKind } from '../../src/iam/policy/policy';
import { seedOfCases } from '../cases';
import { Chance } from '../iam/compare/pairs/chance';
import { expectAllTold, expectNone } from '../iam/compare/pairs/comparison';
import { expectEveryJobTold } from '../iam/compare/pairs/jobs';
import { drawNarrowed, drawPair, drawRewritten } from '../iam/compare/pairs/policies';

/** More than 100,000 together; permissions take longer to compare than trust. */
const PAIRS: readonly (readonly [kind: PolicyKind, pairs: number])[] = [
  ['identity', 25_000],
  ['trust', 76_000],
];
const REQUESTS = 8;
const MADE = 2_000;
const PAIRS_ABOUT_JOBS = 10_000;

describe.each(PAIRS)('of %s policies with conditions of all kinds', (kind, pairs) => {
  test(`nothing that becomes possible is missed in ${pairs} pairs, and nothing that no longer is`, () => {
    expectAllTold((chance) => drawPair(kind, chance), { pairs, requests: REQUESTS }, new Chance(seedOfCases()));
  });

  test(`none of ${MADE} that are narrower by construction gains, or is undecided`, () => {
    expectNone(['gained', 'undecided'], (chance) => drawNarrowed(kind, chance), MADE, new Chance(seedOfCases()));
  });

  test(`none of ${MADE} that are written in another way is another one`, () => {
    expectNone(
      ['gained', 'undecided', 'lost'],
      (chance) => drawRewritten(kind, chance),
      MADE,
      new Chance(seedOfCases()),
    );
  });
});

test(`in ${PAIRS_ABOUT_JOBS} pairs of trust policies about jobs, each token that gets in or is shut out is told of`, () => {
  expectEveryJobTold(PAIRS_ABOUT_JOBS, REQUESTS, new Chance(seedOfCases()));
});
