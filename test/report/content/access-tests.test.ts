import type { AccessTest } from '../../../src/iam/expectations/access-test';
import type { Verdict } from '../../../src/iam/expectations/verdict';
import { accessTestsSection } from '../../../src/report/content/access-tests';
import { blocksOf } from '../../../src/report/content/report';
import { renderLog } from '../../../src/report/render/log';
import { failureText } from '../../../src/report/words/access-tests';
import { linesOf } from '../lines';
import { access, completed, failed, newAccess } from '../samples';

const TEST: AccessTest = { name: 'no passing', expect: 'deny', actions: ['iam:PassRole'], line: 3 };
const PASSES: Verdict = {
  ...{ holds: false, found: 'allow', why: 'Statement 2 (Pass) of the policy allows it.' },
  example: { action: 'iam:PassRole', resource: 'arn:aws:iam::123456789012:role/x' },
  statement: { policy: 'the policy', index: 1, sid: 'Pass' },
};
const HOLDING = { test: { ...TEST, name: 'another' }, verdict: { holds: true } } as const;
const FAILING = { test: TEST, verdict: PASSES };
const TESTS = { file: 'tests.yml', results: [HOLDING, FAILING] };

it('shows first what does not hold, with what was found and what decided', () => {
  expect(linesOf(accessTestsSection(TESTS, { isReal: true }))).toEqual([
    '- ❌ **no passing** (`tests.yml:3`)<br>Expected: **deny** `iam:PassRole` on any resource<br>Found: **allow** `iam:PassRole` on `arn:aws:iam::123456789012:role/x`<br>Statement 2 (Pass) of the policy allows it.',
    '- ✅ another',
  ]);
});

it('counts, and is open only where something does not hold', () => {
  const foldOf = (results: typeof TESTS.results, isReal = true, isPartial = false) =>
    accessTestsSection({ file: 'f', results }, { isReal, isPartial })[0]!.fold;
  expect(foldOf(TESTS.results)).toEqual({ title: 'Access tests', more: '1 of 2 access tests hold', open: true });
  expect(foldOf([HOLDING])).toEqual({ title: 'Access tests', more: '1 of 1 access test holds', open: false });
  expect(foldOf([HOLDING], false)?.more).toBe('1 of 1 access test holds for what was to be applied');
  expect(foldOf([HOLDING], true, true)?.more).toBe('1 of 1 access test holds · not all was looked at');
});

it('is there in every report with tests, and claims nothing of what a failed run has left', () => {
  const of = { ...newAccess(), accessTests: { file: 'f', results: [HOLDING] } };
  const more = (report: Parameters<typeof blocksOf>[0]) =>
    blocksOf(report).find(({ fold }) => fold?.title === 'Access tests')?.fold?.more;
  expect(more(completed('preview', of))).toBe('1 of 1 access test holds');
  expect(more(failed('up', { reason: 'engine-failure', message: 'Oops.' }, of))).toMatch(
    / for what was to be applied$/,
  );
  expect(more(completed('preview', { ...of, unseen: ['No.'] }))).toMatch(/ · not all was looked at$/);
  expect(more(completed('preview'))).toBeUndefined();
});

it('says why nothing was asked', () => {
  expect(
    linesOf(accessTestsSection({ file: 'f', results: [], notAsked: 'There is no role.' }, { isReal: true })),
  ).toEqual(['There is no role.']);
});

it('is in the log', () => {
  const lines = renderLog(completed('preview', access({ accessTests: TESTS })));
  expect(lines.slice(1, 4)).toEqual([
    '1 of 2 access tests hold (tests.yml)',
    '  tests.yml:3: no passing',
    `    ${failureText(TEST, PASSES)}`,
  ]);
  expect(renderLog(completed('drift', access({ accessTests: { file: 'f', results: [], notAsked: 'No.' } })))[1]).toBe(
    'No.',
  );
});

it.each<[string, Partial<AccessTest>, Partial<Extract<Verdict, { holds: false }>>, string]>([
  [
    'all that a test can have',
    {
      actions: ['s3:Get*', 's3:Put*'],
      resources: ['arn:a'],
      except: ['arn:b'],
      context: { 'aws:a': ['x', 'y'], 'aws:b': null },
      unless: { 'aws:c': ['z*'] },
    },
    {},
    'Expected: deny s3:Get*, s3:Put* on arn:a but arn:b, where aws:a is x or y and aws:b is absent, unless aws:c is like z*. Found: allow iam:PassRole on arn:aws:iam::123456789012:role/x. Statement 2 (Pass) of the policy allows it.',
  ],
  [
    'trust',
    {
      principals: [
        { type: 'AWS', value: '*' },
        { type: 'Service', value: 'a.amazonaws.com' },
      ],
    },
    { example: { action: 'sts:AssumeRole', principal: { type: 'Service', value: 'a.amazonaws.com' } }, why: 'W.' },
    'Expected: deny iam:PassRole by anyone, the service a.amazonaws.com. Found: allow sts:AssumeRole by the service a.amazonaws.com. W.',
  ],
  [
    'what is not known',
    {},
    { found: 'unclear', example: undefined, why: 'W.' },
    'Expected: deny iam:PassRole on any resource. Found: not known. W.',
  ],
  [
    'what is not known of a request',
    {},
    { found: 'unclear', example: { action: 'a:b', resource: '*' }, why: 'W.' },
    'Expected: deny iam:PassRole on any resource. Found: not known, a:b. W.',
  ],
  [
    'hostile texts',
    { actions: ['\u202E::error::'] },
    { example: undefined, why: 'a\nb' },
    'Expected: deny \\u202E::error:: on any resource. Found: allow. a\\nb',
  ],
])('words %s', (_, test, verdict, text) => {
  expect(failureText({ ...TEST, ...test }, { ...PASSES, ...verdict } as Extract<Verdict, { holds: false }>)).toBe(text);
});
