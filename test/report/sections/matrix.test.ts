import type { Access } from '../../../src/report/model';
import { matrixSection } from '../../../src/report/sections/matrix';
import { accessBetween, allow, newAccess } from '../samples';

function rows(of: Access): readonly string[] {
  return matrixSection(of, true).flatMap(({ head, lines, foot }) => [...head, ...lines, ...foot]);
}

function rowOf(action: string, of: Access): string | undefined {
  return rows(of).find((row) => row.startsWith(`| \`${action}\``));
}

test('shows what is allowed, and on what it is not', () => {
  expect(rows(newAccess()).slice(0, 10)).toEqual([
    '| Action | On | There | On any other |',
    '| --- | --- | --- | --- |',
    '| `sagemaker:CreateEndpoint` | endpoint `churn-prod` | ✅ | ❌ |',
    '|  | endpoint configuration `churn-prod`, `churn-prod-*` | ✅ | ❌ |',
    '| `sagemaker:UpdateEndpoint` | endpoint `churn-prod` | ❌ | ❌ |',
    '|  | endpoint configuration `churn-prod`, `churn-prod-*` | ❌ | ❌ |',
    '| `sagemaker:DeleteEndpoint` | endpoint `churn-prod` | ✅ | ❌ |',
    '| `sagemaker:InvokeEndpoint` | endpoint `churn-prod` | ✅ | ❌ |',
    '| `s3:GetObject` | folder `my-models/churn/` | ✅ | ❌ |',
    '| `s3:PutObject` | folder `my-models/churn/` | ✅ | ❌ |',
  ]);
});

test('marks what changes, and explains the marks that it has', () => {
  const objects = 'arn:aws:s3:::my-models/churn/*';
  const secure = allow('s3:PutObject', objects, { Bool: { 'aws:SecureTransport': 'true' } });
  const of = accessBetween([allow('s3:GetObject', objects)], [secure]);
  expect(rowOf('s3:GetObject', of)).toMatch(/\| ✅\u00A0→\u00A0\*\*❌\*\* \| ❌ \|/);
  expect(rowOf('s3:PutObject', of)).toMatch(/\| ❌\u00A0→\u00A0\*\*🔶\*\* \|/);
  expect(matrixSection(of, true)[0]!.fold!.summary).toContain(
    '🔶 if its conditions hold · an arrow marks what changes',
  );
  expect(matrixSection(newAccess(), true)[0]!.fold!.summary).toMatch(/✅ allowed · ❌ denied$/);
});

test('resources of one kind share a line only where the same is allowed', () => {
  const endpoint = (name: string) => `arn:aws:sagemaker:us-west-2:123456789012:endpoint/${name}`;
  const statements = [
    allow('sagemaker:InvokeEndpoint', [endpoint('a'), endpoint('b'), endpoint('c')]),
    allow('sagemaker:DeleteEndpoint', endpoint('b')),
  ];
  const of = accessBetween(undefined, statements);
  expect(rows(of)).toEqual(
    expect.arrayContaining([
      '| `sagemaker:InvokeEndpoint` | endpoint `churn-prod` | ❌ | ❌ |',
      '|  | endpoint `a`, `b`, `c` | ✅ | ❌ |',
      '| `sagemaker:DeleteEndpoint` | endpoint `churn-prod`, `a`, `c` | ❌ | ❌ |',
      '|  | endpoint `b` | ✅ | ❌ |',
    ]),
  );
});

test('tells others apart where not the same is allowed on all of them', () => {
  const of = accessBetween(undefined, [allow('s3:GetObject', 'arn:aws:s3:::my-models/*')]);
  expect(rowOf('s3:GetObject', of)).toContain('| ✅ the rest of the bucket, ❌ another bucket |');
});

test('says how much there was no room for', () => {
  expect(rows(accessBetween(undefined, [allow('s3:*', '*')])).at(-1)).toMatch(
    /^\d+ more actions are allowed or named\.$/,
  );
});

test('there is none where there is no policy', () => {
  expect(rows(accessBetween(undefined, undefined))).toEqual([]);
  expect(rows({ ...newAccess(), assessment: undefined })).toEqual([]);
});

test('a name in a column can’t make another column', () => {
  const of = accessBetween(undefined, [
    allow('sagemaker:DescribeModel', 'arn:aws:sagemaker:us-west-2:123456789012:model/a|`b'),
  ]);
  const [header, dashes] = rows(of);
  expect(header!.split(/(?<!\\)\|/)).toHaveLength(dashes!.split('|').length);
});
