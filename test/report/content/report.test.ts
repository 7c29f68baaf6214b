import { blocksOf } from '../../../src/report/content/report';
import { linesOf } from '../lines';
import { access, accessBetween, allow, change, completed, failed, newAccess, POLICY_TYPE } from '../samples';

test('where it is not known what was there before, nothing is said about what changes and is allowed', () => {
  const shown = (of: ReturnType<typeof access>) => {
    const blocks = blocksOf(completed('preview', of));
    return { titles: blocks.map(({ fold }) => fold?.title), text: linesOf(blocks).join('\n') };
  };
  const [known, unknown] = [shown(newAccess()), shown({ ...newAccess(), assessment: undefined })];
  const titles = ['Findings', 'What the role can and cannot do'];
  expect(known.titles).toEqual(expect.arrayContaining(titles));
  expect(known.text).toMatch(/would grant .* would be able to /s);
  expect(unknown.titles.filter((title) => title && titles.includes(title))).toEqual([]);
  expect(unknown.text).not.toMatch(/grant | would be able to /);
});

test('where nothing changes, all that is more than a sentence is folded, and stays closed', () => {
  const blocks = blocksOf(completed('preview', access({ boundary: {}, notes: ['The pattern fits others.'] })));
  const shown = blocks.filter(({ fold }) => fold === undefined);
  expect(linesOf(shown)).toEqual([
    '### ✅ No changes; 1 existing warning · `churn-prod` in us-west-2 (123456789012)',
    'The role `churn-prod`, its policy and their attachment match the inputs.',
  ]);
  expect(blocks.filter(({ fold }) => fold?.open)).toEqual([]);
  expect(linesOf(blocks).join()).toContain('The pattern fits others.');
});

test('what could not be looked at is told even where nothing changes', () => {
  const [, , unseen] = blocksOf(completed('preview', access({ unseen: ['The boundary was not looked at.'] })));
  expect(unseen).toMatchObject({ kind: 'alert', level: 'warning' });
  expect(unseen!.fold).toBeUndefined();
});

test('a run that failed half-way says what is done and what is not before what it was for', () => {
  const report = failed('up', { reason: 'throttled', message: 'No.' }, newAccess(['done', 'failed', 'not-started']));
  const titles = blocksOf(report).map(({ fold }) => fold?.title);
  expect(titles).toContain('What the role was to be able to do');
  expect(titles).not.toContain('What the role can and cannot do');
  const lines = linesOf(blocksOf(report));
  expect(lines.slice(0, 9)).toEqual([
    '### ❌ Failed to apply: AWS throttled the requests (1 of 3 done; no access was granted) · `churn-prod` in us-west-2 (123456789012)',
    '**No access was granted: the policy exists, but it is not attached to any role.**',
    'No.',
    '| Resource | Change | Details | Status |',
    '| --- | --- | --- | --- |',
    expect.stringMatching(/^\| Policy `churn-prod` \| create \| .* \| done \|$/),
    expect.stringMatching(/^\| Role `churn-prod` \| create \| .* \| \*\*failed\*\* \|$/),
    '| Attachment to role `churn-prod` | create |  | not started |',
    '**Was to grant 8 actions on 4 resources; was to let 1 principal assume the role; 1 warning.**',
  ]);
});

test('drift says what to do about it', () => {
  const of = access({ changes: [change(POLICY_TYPE, 'update', { status: 'drifted' })] });
  expect(linesOf(blocksOf(completed('drift', of)))[1]).toBe(
    '**CloudTrail shows who did it. \\`up\\` undoes it; to keep it, change the inputs.**',
  );
});

const ALL = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}';

test.each([
  [{}, 'Permissions boundary: none.'],
  [{ before: { arn: 'arn:b', document: ALL } }, 'Permissions boundary: none any more; before, it was `arn:b`.'],
  [{ after: { arn: 'arn:b' } }, 'Permissions boundary `arn:b`: not looked at, so all this is as if there were none.'],
  [{ after: { arn: 'arn:b', document: ALL } }, 'Permissions boundary `arn:b`: looked at, and counted.'],
])('says whether the boundary was looked at: %j', (boundary, expected) => {
  const of = accessBetween([], [allow('s3:GetObject', 'arn:aws:s3:::my-models/*')], { boundary });
  expect(linesOf(blocksOf(completed('preview', of))).join('\n')).toContain(expected);
});

test.each([
  ['is destroyed', completed('destroy', access({ policy: {}, trust: {}, boundary: {} }))],
  [
    'was not made',
    failed(
      'up',
      { reason: 'throttled', message: 'No.' },
      { ...newAccess(['done', 'failed', 'not-started']), boundary: {} },
    ),
  ],
])('says nothing of the boundary of a role that %s', (_, report) => {
  const text = linesOf(blocksOf(report)).join('\n');
  expect(text).toContain('Compared with');
  expect(text).not.toContain('Permissions boundary');
});
