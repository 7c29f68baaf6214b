import { matrixSection } from '../../../src/report/content/matrix';
import type { RoleReport } from '../../../src/report/model';
import { linesOf } from '../lines';
import { accessBetween, allow, newAccess } from '../samples';

function sectionOf(of: RoleReport) {
  return matrixSection(of.assessment!.matrix, true);
}

function rows(of: RoleReport): readonly string[] {
  return linesOf(sectionOf(of));
}

function rowOf(action: string, of: RoleReport): string | undefined {
  return rows(of).find((row) => row.startsWith(`| \`${action}\``));
}

test('shows what is allowed, and on what it is not', () => {
  expect(rows(newAccess())).toEqual([
    '| Action | On the resources named | On any other |',
    '| --- | --- | --- |',
    '| `sagemaker:CreateEndpoint` | ✅ endpoint `churn-prod`<br>✅ endpoint configuration `churn-prod`, `churn-prod-*` | ❌ another endpoint<br>❌ another endpoint configuration |',
    '| `sagemaker:UpdateEndpoint` | ❌ endpoint `churn-prod`<br>❌ endpoint configuration `churn-prod`, `churn-prod-*` | ❌ another endpoint<br>❌ another endpoint configuration |',
    '| `sagemaker:DeleteEndpoint`<br>`sagemaker:InvokeEndpoint` | ✅ endpoint `churn-prod` | ❌ another endpoint |',
    '| `s3:GetObject`<br>`s3:PutObject` | ✅ folder `my-models/churn/` | ❌ the rest of the bucket<br>❌ another bucket |',
    '| `s3:DeleteObject` | ❌ folder `my-models/churn/` | ❌ the rest of the bucket<br>❌ another bucket |',
    '| `s3:ListBucket` | ❌ folder `my-models/churn/` | ❌ another bucket |',
  ]);
});

test('marks what changes, puts it first, and explains the marks that it has', () => {
  const objects = 'arn:aws:s3:::my-models/churn/*';
  const secure = allow('s3:PutObject', objects, { Bool: { 'aws:SecureTransport': 'true' } });
  const of = accessBetween([allow('s3:GetObject', objects)], [secure]);
  expect(rows(of)[2]).toMatch(/^\| `s3:GetObject` \| ✅\u00A0→\u00A0❌ folder `my-models\/churn\/` \| ❌ the rest/);
  expect(rows(of)[3]).toMatch(/^\| `s3:PutObject` \| ❌\u00A0→\u00A0🔶 folder/);
  expect(sectionOf(of)[0]!.fold!.more).toContain('🔶 if its conditions hold · changes come first, with an arrow');
  expect(sectionOf(newAccess())[0]!.fold!.more).toMatch(/✅ allowed · ❌ denied$/);
});

test('resources of one kind stand together only where the same is allowed', () => {
  const endpoint = (name: string) => `arn:aws:sagemaker:us-west-2:123456789012:endpoint/${name}`;
  const statements = [
    allow('sagemaker:InvokeEndpoint', [endpoint('a'), endpoint('b'), endpoint('c')]),
    allow('sagemaker:DeleteEndpoint', endpoint('b')),
  ];
  expect(rows(accessBetween(undefined, statements))).toEqual(
    expect.arrayContaining([
      '| `sagemaker:InvokeEndpoint` | ❌ endpoint `churn-prod`<br>✅ endpoint `a`, `b`, `c` | ❌ another endpoint |',
      '| `sagemaker:DeleteEndpoint` | ❌ endpoint `churn-prod`, `a`, `c`<br>✅ endpoint `b` | ❌ another endpoint |',
    ]),
  );
});

test('tells others apart where not the same is allowed on all of them', () => {
  const of = accessBetween(undefined, [allow('s3:GetObject', 'arn:aws:s3:::my-models/*')]);
  expect(rowOf('s3:GetObject', of)).toContain('| ✅ the rest of the bucket<br>❌ another bucket |');
});

test('of what nobody names there is no other one, and some actions are about nothing', () => {
  const of = accessBetween(undefined, [allow(['ecr:BatchGetImage', 'sagemaker:ListModels'], '*')]);
  expect(rowOf('ecr:BatchGetImage', of)).toBe('| `ecr:BatchGetImage` |  | ✅ any repository |');
  expect(rowOf('sagemaker:ListModels', of)).toBe('| `sagemaker:ListModels` | ✅ (takes no resource) |  |');
});

test('says that not all of many resources are shown', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => `arn:aws:sagemaker:us-west-2:123456789012:endpoint/m${index}`);
  const lastOf = (count: number) =>
    rows(accessBetween(undefined, [allow('sagemaker:InvokeEndpoint', many(count))])).at(-1);
  expect(lastOf(30)).toBe('Of each kind of resource, the first 10 are shown.');
  expect(lastOf(3)).not.toContain('shown');
});

test('says how much there was no room for', () => {
  expect(rows(accessBetween(undefined, [allow('s3:*', '*')])).at(-1)).toMatch(
    /^\d+ more actions that the policy names are not shown\.$/,
  );
});

test('there is none where there is no policy', () => {
  expect(rows(accessBetween(undefined, undefined))).toEqual([]);
});

test('a name in a column can’t make another column', () => {
  const of = accessBetween(undefined, [
    allow('sagemaker:DescribeModel', 'arn:aws:sagemaker:us-west-2:123456789012:model/a|`b'),
  ]);
  const [header, dashes] = rows(of);
  expect(header!.split(/(?<!\\)\|/)).toHaveLength(dashes!.split('|').length);
});
