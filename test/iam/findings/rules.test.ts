import { ACTION_CASES } from './cases/actions';
import { BOUNDARY_CASES } from './cases/boundary';
import { BREADTH_CASES } from './cases/breadth';
import type { Cases, Sample } from './cases/case';
import { CONDITION_CASES } from './cases/conditions';
import { DOCUMENT_CASES } from './cases/document';
import { ELEMENT_CASES } from './cases/elements';
import { ESCALATION_CASES } from './cases/escalation';
import { FOREIGN_CASES } from './cases/foreign';
import { OIDC_CASES } from './cases/oidc';
import { REDUNDANCY_CASES } from './cases/redundancy';
import { RESOURCE_CASES } from './cases/resources';
import { TRUST_CASES } from './cases/trust';
import { VERIFIED_CASES } from './cases/verified';
import type { Finding } from '../../../src/iam/findings/finding';
import {
  findingsOfBoundary,
  findingsOfForeignPolicies,
  findingsOfPolicy,
  findingsOfRole,
  findingsOfTrust,
  findingsOfVerification,
} from '../../../src/iam/findings/findings';
import { RULES } from '../../../src/iam/findings/rules/all-rules';
import { readWellFormed } from '../../../src/iam/policy/well-formed';

const CASES: Cases = merged(
  DOCUMENT_CASES,
  ELEMENT_CASES,
  ACTION_CASES,
  RESOURCE_CASES,
  CONDITION_CASES,
  BREADTH_CASES,
  ESCALATION_CASES,
  REDUNDANCY_CASES,
  TRUST_CASES,
  OIDC_CASES,
  FOREIGN_CASES,
  BOUNDARY_CASES,
  VERIFIED_CASES,
);

/** Cases of a rule may be in several of them. */
function merged(...all: readonly Cases[]): Cases {
  const ids = new Set(all.flatMap((cases) => Object.keys(cases)));
  const of = (id: string, kind: 'broken' | 'kept') => all.flatMap((cases) => cases[id]?.[kind] ?? []);
  return Object.fromEntries([...ids].map((id) => [id, { broken: of(id, 'broken'), kept: of(id, 'kept') }]));
}

test('every rule has cases that break it and cases that keep it', () => {
  const complete = Object.entries(CASES).filter(([, { broken, kept }]) => broken.length > 0 && kept.length > 0);
  expect(complete.map(([id]) => id).sort()).toEqual(RULES.map(({ id }) => id).sort());
});

describe.each(Object.entries(CASES))('%s', (id, { broken, kept }) => {
  test.each(broken)('is found, and says what was found: $name', (sample) => {
    const found = findingsIn(sample);
    expect(found.map((finding) => finding.id)).toContain(id);
    expect(found.filter(({ message }) => message.trim() === '')).toEqual([]);
  });

  test.each(kept)('is not found: $name', (sample) => {
    expect(findingsIn(sample).map((finding) => finding.id)).not.toContain(id);
  });
});

function findingsIn({ context, foreign, verified, boundary, differing, ...documents }: Sample): Finding[] {
  if (verified) return findingsOfVerification(verified);
  if (foreign) return findingsOfForeignPolicies([foreign]);
  if (boundary !== undefined || differing) {
    const read = readWellFormed(boundary, 'identity');
    return findingsOfBoundary(documents.permissions, read.ok ? read.value : undefined, { differing });
  }
  if (!('trust' in documents)) return findingsOfPolicy(documents.permissions, context);
  return 'permissions' in documents
    ? findingsOfRole({ permissions: documents.permissions, trust: documents.trust }, context)
    : findingsOfTrust(documents.trust, context);
}

test('of two that say the same, the first is not the one too many', () => {
  const statement = { Effect: 'Allow', Action: ['s3:GetObject', 's3:getobject'], Resource: 'arn:aws:s3:::models/*' };
  const found = findingsOfPolicy({ Version: '2012-10-17', Statement: [statement, statement] }).filter(({ id }) =>
    id.startsWith('redundant-'),
  );
  const placesOf = (id: string) =>
    found.filter((finding) => finding.id === id).map((finding) => finding.statement?.index);
  expect(placesOf('redundant-statement')).toEqual([1]);
  expect(placesOf('redundant-action')).toEqual([0, 1]);
});

test.each([
  [
    { kind: 'inline', name: 'by-hand', document: { Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } } },
    'The inline policy "by-hand" is not of this stack. It allows "s3:*" on "*".',
  ],
  [
    { kind: 'attached', name: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
    'The attached policy "arn:aws:iam::aws:policy/ReadOnlyAccess" is not of this stack, and what it allows could not be read.',
  ],
  [
    { kind: 'inline', name: 'x', document: { Statement: { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' } } },
    'The inline policy "x" is not of this stack. It allows all but what it excepts.',
  ],
] as const)('a policy of others is named with what it allows: %j', (foreign, message) => {
  expect(findingsOfForeignPolicies([foreign])[0]!.message).toBe(message);
});

test('the statement that a boundary cuts away is named, and the way to the text that IAM has', () => {
  const permissions = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
      { Sid: 'Pass', Effect: 'Allow', Action: ['iam:PassRole', 'iam:GetRole'], Resource: '*' },
    ],
  };
  const boundary = readWellFormed({ ...permissions, Statement: [permissions.Statement[0]] }, 'identity');
  const differing = { arn: 'arn:aws:iam::123456789012:policy/b', file: 'b.json' };
  const [outside, differs] = findingsOfBoundary(permissions, boundary.ok ? boundary.value : undefined, { differing });
  expect(outside).toMatchObject({
    subject: 'permissions',
    statement: { index: 1, sid: 'Pass' },
    message:
      'Nothing of what the statement allows ("iam:PassRole" and "iam:GetRole") is allowed by the permissions boundary.',
  });
  expect(differs).toMatchObject({
    subject: 'role',
    message: '"b.json" says something else than "arn:aws:iam::123456789012:policy/b" does in IAM.',
    fix: expect.stringContaining(
      'aws iam get-policy-version --policy-arn arn:aws:iam::123456789012:policy/b --version-id',
    ),
  });
});

test('what AWS says otherwise is named, with what it was asked and what this report says', () => {
  const asked = {
    action: 's3:GetObject',
    resources: ['arn:aws:s3:::my-models/x'],
    context: [{ key: 'aws:securetransport', values: ['true'], type: 'boolean' }],
    ours: 'denied',
    aws: 'allowed',
  } as const;
  const reason = { description: 'Everybody.', statement: { index: 0, sid: 'Open' } };
  expect(findingsOfVerification({ disagreements: [asked], publicBecause: [reason] })).toMatchObject([
    {
      subject: 'permissions',
      message:
        's3:GetObject on "arn:aws:s3:::my-models/x" if aws:securetransport = "true" is allowed by AWS\'s simulator, and denied by this report.',
    },
    {
      ...{ subject: 'trust', statement: { index: 0, sid: 'Open' } },
      message: 'IAM Access Analyzer can not rule out that everybody may assume the role. It says: "Everybody."',
    },
  ]);
});
