import { ask, questions } from './simulate/cases';
import { DEVIATIONS } from './simulate/deviations';
import { ELEMENTS, elementsOf, OPERATORS, operatorsOf } from './simulate/elements';
import { askOracle, type Oracle, simulationOf } from './simulate/oracle';
import type { Question } from './simulate/question';
import type { Decision } from '../../../src/iam/evaluate/evaluate';
import { seedOfCases, timesAsMany } from '../../cases';

/**
 * The same questions to another implementation of the policy language, the npm package @cloud-copilot/iam-simulate, which
 * serves as an oracle in tests only.
 *
 * Where it does otherwise than AWS documents is listed in simulate/deviations.ts, each with the page, and for readers in
 * docs/iam-simulate.md. That all of the language
 * is drawn, and in questions that are answered with yes as well as with no, is counted by simulate/elements.ts.
 */
const oracle = jest.requireActual<Oracle>('@cloud-copilot/iam-simulate');

const GITHUB = 'token.actions.githubusercontent.com';
const GITHUB_KEYS = [`${GITHUB}:aud`, `${GITHUB}:sub`];
const GITHUB_CLAIMS = { [GITHUB_KEYS[0]!]: 'sts.amazonaws.com', [GITHUB_KEYS[1]!]: 'repo:acme/churn:environment:prod' };
const GITHUB_PROVIDER = `arn:aws:iam::123456789012:oidc-provider/${GITHUB}`;
const BY_GITHUB: Question = {
  action: 'sts:AssumeRoleWithWebIdentity',
  resource: 'arn:aws:iam::123456789012:role/deployer',
  principal: { type: 'Federated', value: GITHUB_PROVIDER },
  context: GITHUB_CLAIMS,
  identity: [],
  trust: {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated: GITHUB_PROVIDER },
      Condition: { StringEquals: GITHUB_CLAIMS },
    },
  },
};

/** How many questions at least have an element and are answered with yes, and with no. */
const ENOUGH = 5;

describe('evaluate and @cloud-copilot/iam-simulate agree on', () => {
  const elements = new Map<string, Count>();
  const operators = new Map<string, Count>();

  test.each([
    ['5,000 requests, their identity policies and permissions boundaries', 'policies', 5_000],
    ['20,000 conditions', 'conditions', 20_000],
    ['10,000 requests to assume a role', 'trust', 10_000],
  ] as const)('%s', (_, kind, count) => {
    // One batch after the other: all questions of the long suite together would not fit into memory.
    for (let batch = 0; batch < timesAsMany(); batch++) {
      const asked = questions(kind, count, seedOfCases() + batch).map((question) => ({
        question,
        ours: ask(question),
      }));
      expect({ seed: seedOfCases() + batch, disagreements: disagreements(asked) }).toMatchObject({ disagreements: [] });
      addTo(elements, asked, elementsOf);
      if (kind === 'conditions') addTo(operators, asked, operatorsOf);
    }
  });

  test('every element of the language, whether it is allowed or denied', () => {
    expect(tooFew(ELEMENTS, elements)).toEqual([]);
  });

  test('every condition operator, whether it holds or not', () => {
    expect(tooFew(OPERATORS, operators)).toEqual([]);
  });
});

/** Each deviation is one: its example shows it, and the others do not hide it. */
test.each(DEVIATIONS)('$name: the oracle $there; AWS $aws', ({ name, example, answer }) => {
  const others = DEVIATIONS.filter((deviation) => deviation.name !== name);
  expect(ask(example)).toBe(answer);
  expect(askOracle(oracle, example)).toBe(answer);
  expect(askOracle(oracle, example, others)).not.toBe(answer);
});

test('the form of the oracle that checks its input does not know the keys of the OIDC provider of GitHub', async () => {
  const asked = { ...simulationOf(BY_GITHUB), resourcePolicy: BY_GITHUB.trust, resourceControlPolicies: [] };
  const checked = await oracle.runSimulation(asked, {});
  expect(checked).toMatchObject({ overallResult: 'ImplicitlyDenied', result: { ignoredContextKeys: GITHUB_KEYS } });
  expect(askOracle(oracle, BY_GITHUB)).toBe('allowed');
  expect(ask(BY_GITHUB)).toBe('allowed');
});

/** The shortest of the questions to which the two have different answers, with both. */
function disagreements(answers: readonly Answered[]): object[] {
  return answers
    .map(({ question, ours }) => ({ ours, theirs: askOracle(oracle, question), question }))
    .filter(({ ours, theirs }) => ours !== theirs)
    .map((each) => ({ ...each, question: JSON.stringify(each.question) }))
    .sort((a, b) => a.question.length - b.question.length)
    .slice(0, 3);
}

interface Answered {
  readonly question: Question;
  readonly ours: Decision;
}

interface Count {
  allowed: number;
  denied: number;
}

function addTo(
  counts: Map<string, Count>,
  answers: readonly Answered[],
  of: (question: Question) => Iterable<string>,
): void {
  for (const { question, ours } of answers) {
    for (const element of of(question)) {
      const count = counts.get(element) ?? { allowed: 0, denied: 0 };
      count[ours === 'allowed' ? 'allowed' : 'denied']++;
      counts.set(element, count);
    }
  }
}

/** @returns the elements that are not drawn often enough, and those that are drawn but not listed */
function tooFew(elements: readonly string[], counts: ReadonlyMap<string, Count>): object[] {
  const known = new Set(elements);
  return [...new Set([...elements, ...counts.keys()])]
    .map((element) => ({ element, allowed: 0, denied: 0, ...counts.get(element) }))
    .filter(({ element, allowed, denied }) => !known.has(element) || Math.min(allowed, denied) < ENOUGH);
}
