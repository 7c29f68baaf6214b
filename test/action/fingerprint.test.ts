import { FakePorts, type GivenInputs } from './fake-ports';
import { fingerprintOf, isShown } from '../../src/action/fingerprint';
import { planOf } from '../../src/action/plan';
import type { RoleReport } from '../../src/report/model';
import { readRequest } from '../../src/request/read-request';
import {
  access,
  accessBetween,
  allow,
  change,
  documentText,
  newAccess,
  POLICY_TYPE,
  property,
  ROLE_TYPE,
} from '../report/samples';

function fingerprint(of: RoleReport = newAccess(), inputs: GivenInputs = {}): string {
  const request = readRequest(new FakePorts(inputs)).request!;
  return fingerprintOf(planOf(request, '123456789012'), request, of);
}

const updated = (type: string, ...properties: ReturnType<typeof property>[]) =>
  access({ changes: [change(type, 'update', { properties })] });

it('has a word for each part of a difference, too long for two of them to be made that share it', () => {
  expect(fingerprint()).toMatch(/^[0-9a-f]{64}( [0-9a-f]{64}){2}$/);
  expect(fingerprint(access())).toBe('');
});

it('is the same for the same', () => {
  const tags = [property('tags.a', '1', '2'), property('tags.b', undefined, '2')];
  expect(fingerprint(updated(ROLE_TYPE, ...tags))).toBe(fingerprint(updated(ROLE_TYPE, ...[...tags].reverse())));
  expect(fingerprint(newAccess(['done', 'failed', 'not-reached']))).toBe(fingerprint());
  expect(fingerprint(newAccess(), { 'approval-label': 'IAM-Approved' })).toBe(fingerprint());
});

it('is the same for documents in another form', () => {
  const [short, long] = [allow('s3:GetObject', '*'), allow(['s3:GetObject'], ['*'])];
  expect(fingerprint(accessBetween([long], []))).toBe(fingerprint(accessBetween([short], [])));
});

it.each<[string, GivenInputs]>([
  ['the stack', { 'stack-name': 'other' }],
  ['the permissions', { permissions: 'baseline' }],
  ['the trust', { 'restrict-trust': 'false' }],
  ['the boundary', { 'permissions-boundary': 'arn:aws:iam::123456789012:policy/b' }],
  ['the session', { 'max-session-duration': '7200' }],
  ['the path', { 'role-path': '/models/' }],
  ['a tag', { tags: 'team=fraud' }],
  ['the label', { 'approval-label': 'reviewed' }],
  ['the way to approve', { 'approval-by': 'review' }],
])('has no word in common with what asks for something else: %s', (_, inputs) => {
  const words = new Set([...fingerprint().split(' '), ...fingerprint(newAccess(), inputs).split(' ')]);
  expect(words.size).toBe(6);
});

it.each<[string, RoleReport, RoleReport]>([
  ['the policy', accessBetween([allow('s3:*', '*')], []), accessBetween([allow('s3:Get*', '*')], [])],
  ['whether there is a policy', accessBetween([], []), accessBetween(undefined, [])],
  [
    'a policy that is no JSON',
    access({ policy: { before: '{' }, changes: [change(POLICY_TYPE, 'update')] }),
    access({ policy: { before: '[' }, changes: [change(POLICY_TYPE, 'update')] }),
  ],
  [
    'the trust',
    access({ trust: { before: documentText([]) }, changes: [change(ROLE_TYPE, 'update')] }),
    access({ trust: { before: documentText([allow('sts:AssumeRole', '*')]) }, changes: [change(ROLE_TYPE, 'update')] }),
  ],
  ['a tag', updated(ROLE_TYPE, property('tags.a', '1', '2')), updated(ROLE_TYPE, property('tags.a', '3', '2'))],
  ['which tag', updated(ROLE_TYPE, property('tags.a', '1', '2')), updated(ROLE_TYPE, property('tags.b', '1', '2'))],
  ['whose tag', updated(ROLE_TYPE, property('tags.a', '1', '2')), updated(POLICY_TYPE, property('tags.a', '1', '2'))],
  [
    'a number as text',
    updated(ROLE_TYPE, property('maxSessionDuration', 3600, 7200)),
    updated(ROLE_TYPE, property('maxSessionDuration', '3600', 7200)),
  ],
  [
    'whether there is a boundary',
    updated(ROLE_TYPE, property('permissionsBoundary', undefined, 'b')),
    updated(ROLE_TYPE, property('permissionsBoundary', 'a', 'b')),
  ],
  [
    'what happens',
    access({ changes: [change(ROLE_TYPE, 'create')] }),
    access({ changes: [change(ROLE_TYPE, 'delete')] }),
  ],
])('is another one where something else is there: %s', (_, one, other) => {
  expect(isShown(fingerprint(one), fingerprint(other))).toBe(false);
  expect(isShown(fingerprint(other), fingerprint(one))).toBe(false);
});

describe('what was shown', () => {
  const boundary = property('permissionsBoundary', 'a', 'b');
  const both = access({
    changes: [change(POLICY_TYPE, 'update'), change(ROLE_TYPE, 'update', { properties: [boundary] })],
  });

  it('covers itself, and what is left of it', () => {
    expect(isShown(fingerprint(both), fingerprint(both))).toBe(true);
    expect(isShown(fingerprint(both), fingerprint(updated(ROLE_TYPE, boundary)))).toBe(true);
  });

  it('does not cover what is more, nor nothing', () => {
    expect(isShown(fingerprint(updated(ROLE_TYPE, boundary)), fingerprint(both))).toBe(false);
    expect(isShown(fingerprint(both), '')).toBe(false);
    expect(isShown('', '')).toBe(false);
    expect(isShown('', fingerprint(both))).toBe(false);
  });

  it('covers of a replacement the second half, and of an update no creation', () => {
    const of = (operation: 'create' | 'replace' | 'update') =>
      fingerprint(access({ changes: [change(ROLE_TYPE, operation)] }));
    expect(isShown(of('replace'), of('create'))).toBe(true);
    expect(isShown(of('update'), of('create'))).toBe(false);
    expect(isShown(of('create'), of('replace'))).toBe(false);
  });
});

it('of what is taken over depends on what it is, and covers what is left of it half way', () => {
  const adopted = (boundary: string) =>
    access({
      changes: [change(ROLE_TYPE, 'import', { properties: [property('permissionsBoundary', boundary, undefined)] })],
    });
  expect(fingerprint(adopted('a'))).not.toBe(fingerprint(adopted('b')));
  const left = updated(ROLE_TYPE, property('permissionsBoundary', 'a', undefined));
  expect(isShown(fingerprint(adopted('a')), fingerprint(left))).toBe(true);
});
