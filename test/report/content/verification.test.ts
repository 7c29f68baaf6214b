import { verificationSection } from '../../../src/report/content/verification';
import type { Verification } from '../../../src/report/model';
import { renderLog } from '../../../src/report/render/log';
import { linesOf } from '../lines';
import { completed, newAccess } from '../samples';

const shown = (verification: Verification) => linesOf(verificationSection(verification)).slice(1);
const REASONS = [{ description: 'New access in the statement with index: 1.', statement: { index: 1, sid: 'Write' } }];
const SIMULATED = {
  of: 'documents',
  asked: 14,
  agreed: 14,
  disagreements: [],
  unanswered: 0,
  incomparable: 0,
  notes: [],
} as const;
const ROLE = 'arn:aws:iam::123456789012:role/deploy';

test('where AWS was not asked, nothing is said of it', () => {
  expect(verificationSection(undefined)).toEqual([]);
  expect(verificationSection({})).toEqual([]);
});

test('where all agree it is short', () => {
  expect(
    linesOf(
      verificationSection({
        noNewAccess: { permissions: { state: 'proved' }, trust: { state: 'proved' } },
        noPublicAccess: { state: 'proved' },
        simulation: SIMULATED,
        deployRole: { arn: ROLE, asked: 12, missing: [], notes: [] },
      }),
    ),
  ).toEqual([
    '**What AWS says to it**',
    '- ✅ **AWS proves: no new access** by the policy and the trust policy',
    '- ✅ **AWS proves:** the trust policy does not let everybody in',
    "- ✅ **AWS's simulator agrees on 14 of 14 asked**, about the policies as they are to be",
    `- ✅ By AWS's simulator, \`${ROLE}\` may do what this change needs (12 requests asked)`,
  ]);
});

describe('of tests of access that expect a denial it says', () => {
  test('how many AWS proves', () => {
    expect(shown({ denials: { proved: 3, notProved: [], unknown: [] } })).toEqual([
      '- ✅ **AWS proves 3 of 3 access tests that expect a denial**',
    ]);
  });

  test('which it does not, and of which there is no answer', () => {
    const unknown = [{ name: 'nobody writes', why: 'AWS throttled it.' }];
    expect(shown({ denials: { proved: 1, notProved: ['nobody reads'], unknown } })).toEqual([
      '- ⚠️ **AWS proves 1 of 3 access tests that expect a denial**',
      '- ⚠️ AWS does not prove `nobody reads`. It is told of the policy alone, and of no boundary.',
      '- ❔ Of `nobody writes`, AWS did not say: AWS throttled it.',
    ]);
  });

  test('no more than can be read', () => {
    const names = Array.from({ length: 12 }, (_, index) => `t${index}`);
    const unknown = names.map((name) => ({ name, why: 'No.' }));
    const lines = shown({ denials: { proved: 0, notProved: names, unknown } });
    expect(lines[1]).toContain('`t9` and 2 more.');
    expect(lines.at(-1)).toBe('- ❔ The same of 2 more');
  });
});

describe('of new access it says', () => {
  const said = (permissions: NonNullable<Verification['noNewAccess']>['permissions'], trust = permissions) =>
    shown({ noNewAccess: { permissions, trust } });

  test('that ours could not rule it out, where AWS does', () => {
    expect(said({ state: 'conservative' }, { state: 'unchanged' })).toEqual([
      '- ✅ **AWS proves: no new access** by the policy, where this report could not rule it out',
    ]);
  });

  test("both, with AWS's reasons, where AWS does not confirm ours", () => {
    expect(said({ state: 'not-confirmed', reasons: REASONS }, { state: 'proved' })).toEqual([
      '- ⚠️ **AWS does not confirm** that the policy gives no new access, as this report says. AWS says: New access in the statement with index: 1. (statement 2)',
      '- ✅ **AWS proves: no new access** by the trust policy',
    ]);
  });

  test('the reasons where both find it, and how many more there are', () => {
    const reasons = Array.from({ length: 5 }, () => REASONS[0]!);
    const [line] = said({ state: 'new-access', reasons }, { state: 'unchanged' });
    expect(line).toMatch(
      /^- ➕ AWS does not rule out new access by the policy either\. AWS says: .* and 2 more reasons$/,
    );
  });

  test('why it was not asked, or gave no answer', () => {
    expect(said({ state: 'unchanged' })).toEqual([
      '- ➖ AWS was not asked for new access: neither the policy nor the trust policy changes',
    ]);
    expect(said({ state: 'nothing-before' })[0]).toContain('there is nothing yet to compare with');
    expect(said({ state: 'no-answer', why: 'It is throttled.' }, { state: 'unchanged' })).toEqual([
      '- ❔ Whether the policy gives new access, AWS did not say: It is throttled.',
    ]);
  });
});

test.each<[Verification['noPublicAccess'], string]>([
  [
    { state: 'public', reasons: REASONS },
    '- 🔐 AWS does not rule out that the trust policy lets everybody in. AWS says: New access in the statement with index: 1. (statement 2)',
  ],
  [
    { state: 'no-answer', why: 'It is throttled.' },
    '- ❔ Whether the trust policy lets everybody in, AWS did not say: It is throttled.',
  ],
])('of public access: %j', (noPublicAccess, line) => {
  expect(shown({ noPublicAccess })).toEqual([line]);
});

describe('of the simulator it says', () => {
  test('how much it does not agree on', () => {
    expect(shown({ simulation: { ...SIMULATED, of: 'role', agreed: 13 } })).toEqual([
      "- 🔐 **AWS's simulator agrees on 13 of 14 asked**, about the role as it is now; the others are among the findings",
    ]);
  });

  test('what it did not answer, which is no good sign', () => {
    const simulation = { ...SIMULATED, unanswered: 2, notes: ['AWS throttled it.'] };
    expect(shown({ simulation })).toEqual([
      "- ❔ **AWS's simulator agrees on 14 of 14 asked**, about the policies as they are to be; 2 requests got no answer",
      '- ❔ AWS throttled it.',
    ]);
  });

  test('nothing good where it said nothing', () => {
    expect(shown({ simulation: { ...SIMULATED, asked: 0, agreed: 0 } })[0]).toMatch(/^- ❔/);
  });
});

describe('of the role that runs up it says', () => {
  const MISSING = [
    { action: 'iam:CreateRole', resources: ['arn:aws:iam::123456789012:role/churn'] },
    { action: 'iam:TagRole', resources: ['arn:aws:iam::123456789012:role/churn'] },
    { action: 's3:PutObject', resources: ['arn:aws:s3:::state/x'] },
  ];
  const deployRole = {
    ...{ arn: ROLE, asked: 3, missing: MISSING, notes: [] },
    statements: [{ Effect: 'Allow', Action: ['iam:CreateRole'], Resource: MISSING[0]!.resources[0]! }] as const,
  };

  test('what is missing, with the statements to add, folded', () => {
    const blocks = verificationSection({ deployRole });
    expect(linesOf(blocks.slice(0, 1)).slice(1)).toEqual([
      `- ⚠️ \`${ROLE}\` **may not do what this change needs**, so that up would be denied: \`iam:CreateRole\`, \`iam:TagRole\` on \`arn:aws:iam::123456789012:role/churn\`; \`s3:PutObject\` on \`arn:aws:s3:::state/x\``,
    ]);
    expect(blocks[1]).toMatchObject({ kind: 'code', fold: { open: false } });
    expect(
      JSON.parse(
        linesOf(blocks.slice(1))
          .filter((line) => !line.startsWith('`'))
          .join('\n'),
      ),
    ).toEqual(deployRole.statements);
  });

  test('nothing good where AWS did not answer', () => {
    const [line] = shown({ deployRole: { arn: ROLE, asked: 0, missing: [], notes: [] } });
    expect(line).toBe(`- ❔ Whether \`${ROLE}\` may do what this change needs, AWS did not say`);
  });
});

test('the log says the same', () => {
  const lines = renderLog(completed('preview', { ...newAccess(), verification: { simulation: SIMULATED } }));
  expect(lines).toContain("AWS: ✅ AWS's simulator agrees on 14 of 14 asked, about the policies as they are to be");
});
