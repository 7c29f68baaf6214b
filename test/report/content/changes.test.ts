import { changesSection } from '../../../src/report/content/changes';
import { linesOf } from '../lines';
import { access, ATTACHMENT_TYPE, change, newAccess, POLICY_TYPE, property, ROLE_TYPE } from '../samples';
import { tableRows } from '../structure';

function rows(of: ReturnType<typeof access>): string[][] {
  const [header, , ...body] = tableRows(linesOf(changesSection(of.changes, of)).join('\n'));
  return [header!, ...body];
}

test('a preview names what happens to each resource', () => {
  expect(rows(newAccess())).toEqual([
    ['Resource', 'Change', 'Details'],
    ['Policy `churn-prod`', 'create', 'tags.team `fraud`'],
    ['Role `churn-prod`', 'create', 'tags.team `fraud`'],
    ['Attachment to role `churn-prod`', 'create', ''],
  ]);
});

test('a run that applies tells how far each came, and why one failed', () => {
  const changes = [
    change(POLICY_TYPE, 'create', { status: 'done' }),
    change(ROLE_TYPE, 'update', { status: 'failed', properties: [property('path', '/', '/m/')], error: 'no <right>' }),
    change(ATTACHMENT_TYPE, 'delete', { status: 'not-reached' }),
  ];
  expect(rows(access({ changes }))).toEqual([
    ['Resource', 'Change', 'Details', 'Status'],
    ['Policy `churn-prod`', 'create', '', 'done'],
    ['Role `churn-prod`', 'update', 'path: `/` → `/m/`<br>no &lt;right&gt;', '**failed**'],
    ['Attachment to role `churn-prod`', '**delete**', '', 'begun, not finished'],
  ]);
});

test.each([
  ['update', '**changed** outside of Pulumi'],
  ['delete', '**deleted** outside of Pulumi'],
] as const)('drift by %s', (operation, expected) => {
  const changes = [change(ROLE_TYPE, operation, { status: 'drifted' })];
  expect(rows(access({ changes }))).toEqual([
    ['Resource', 'Change'],
    ['Role `churn-prod`', expected],
  ]);
});

test.each([
  ['import', '**missing** in the state'],
  ['create', '**missing** in the state and in IAM'],
] as const)('what the state lacks, to %s', (operation, expected) => {
  const changes = [change(ROLE_TYPE, operation, { status: 'missing' })];
  expect(rows(access({ changes }))).toEqual([
    ['Resource', 'Change'],
    ['Role `churn-prod`', expected],
  ]);
});

test('no changes, no table', () => {
  expect(changesSection([], access())).toEqual([]);
});
