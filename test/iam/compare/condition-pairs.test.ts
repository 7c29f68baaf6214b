import { Chance } from './pairs/chance';
import { expectAllTold, expectNone } from './pairs/comparison';
import { drawLine, narrowerLine, OPERATOR_NAMES, rewrittenLine } from './pairs/lines';
import { assuming, drawNarrowed, drawPair, drawPairOf, drawRewritten } from './pairs/policies';
import { cases } from '../../cases';

const { numRuns, seed } = cases(40);
const { numRuns: runsOfEach } = cases(10);

// The same with very many more pairs is part of the long suite.
describe.each(['identity', 'trust'] as const)('of two %s policies with conditions of all kinds', (kind) => {
  test('whatever becomes possible is gained or undecided, and whatever no longer is, lost or undecided', () => {
    const amounts = { pairs: numRuns, requests: 20 };
    expectAllTold((chance) => drawPair(kind, chance), amounts, new Chance(seed));
  });

  test('the one that is narrower by construction neither gains nor is undecided', () => {
    expectNone(['gained', 'undecided'], (chance) => drawNarrowed(kind, chance), numRuns, new Chance(seed));
  });

  test('the one that is written in another way is no other', () => {
    expectNone(['gained', 'undecided', 'lost'], (chance) => drawRewritten(kind, chance), numRuns, new Chance(seed));
  });
});

describe.each([...OPERATOR_NAMES, 'Null'])('of two conditions with %s', (operator) => {
  const pairOf = (before: Parameters<typeof assuming>[0], after: typeof before) =>
    ({ kind: 'trust', before: [assuming(before)], after: [assuming(after)] }) as const;

  test('the comparison agrees with the evaluation of requests', () => {
    const amounts = { pairs: runsOfEach, requests: 20 };
    expectAllTold((chance) => drawPairOf(operator, chance), amounts, new Chance(seed));
  });

  test('the one with narrower values, or with one more condition, neither gains nor is undecided', () => {
    const draw = (chance: Chance) => {
      const line = drawLine(chance, operator);
      const more = chance.once(2) ? [{ ...drawLine(chance), key: 'aws:ViaAWSService' }] : [];
      return pairOf([line], [narrowerLine(line, chance), ...more]);
    };
    expectNone(['gained', 'undecided'], draw, runsOfEach, new Chance(seed));
  });

  test('the one with its values in another form is no other', () => {
    const draw = (chance: Chance) => {
      const line = drawLine(chance, operator);
      return pairOf([line], [rewrittenLine(line, chance)]);
    };
    expectNone(['gained', 'undecided', 'lost'], draw, runsOfEach, new Chance(seed));
  });
});
