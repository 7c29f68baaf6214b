import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { comparePermissions } from '../../../../src/iam/compare/permissions';
import { compareTrust } from '../../../../src/iam/compare/trust';
import { findingsOfForeignPolicies, findingsOfPolicy, findingsOfRole } from '../../../../src/iam/findings/findings';
import { permissionMatrix } from '../../../../src/iam/matrix/matrix';
import { REFERENCE_SOURCE } from '../../../../src/iam/reference/source';
import type { Assessment, Report, RoleReport } from '../../../../src/report/model';
import { redactReport } from '../../../../src/report/redact';
import { reportSchema } from '../../../../src/report/render/json/form/report';
import { renderJson } from '../../../../src/report/render/json/json-report';
import {
  access,
  accessBetween,
  allow,
  APPROVED,
  change,
  completed,
  deny,
  documentText,
  editedAccess,
  failed,
  invalidInput,
  newAccess,
  POLICY_TYPE,
  TARGET,
  VERIFIED,
} from '../../samples';

/** Whoever reads a report must ignore what they don't know; whoever writes one must not leave anything undescribed. */
const validate = addFormats(new Ajv({ allErrors: true, strict: true })).compile(closed(reportSchema()) as object);

const RISKY = {
  Version: '2012-10-17',
  Statement: [
    { Sid: 'Everything', Effect: 'Allow', Action: 's3:*', Resource: '*' },
    { Effect: 'Deny', NotAction: 'iam:*', NotResource: 'arn:aws:s3:::a/*', Condition: { Bool: { 'aws:x': [true] } } },
    { Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::a/*', Condition: { StringLike: { 'aws:y': 'z' } } },
  ],
};
const TAME = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: ['s3:GetObject', 'sqs:SendMessage'], Resource: '*' },
};
const TRUST = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: { AWS: ['*', '123456789012'] }, Action: 'sts:AssumeRole' },
};
const NARROW_TRUST = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', NotPrincipal: { AWS: ['123456789012'] }, Action: 'sts:*' },
};

function assessment(before: unknown, now: unknown, trust: unknown = TRUST): Assessment {
  return {
    permissions: comparePermissions(before, now),
    trust: compareTrust(NARROW_TRUST, trust),
    matrix: permissionMatrix(TARGET, { before, now }, { boundary: 'none' }),
    findings: findingsOfRole({ permissions: now, trust }),
    serviceReference: REFERENCE_SOURCE,
  };
}

const FAILURE = { reason: 'engine-failure', message: 'Oops.', hint: 'Try again.', details: 'error: oops' } as const;

it.each<[string, Report]>([
  ['a preview of all that is made', completed('preview', { ...newAccess(), assessment: assessment(undefined, RISKY) })],
  ['an update', completed('up', { ...editedAccess('done'), assessment: assessment(TAME, RISKY) })],
  ['a narrower policy', completed('up', { ...editedAccess('done'), assessment: assessment(RISKY, TAME) })],
  ['no changes', completed('drift', access({ assessment: assessment(RISKY, RISKY, NARROW_TRUST) }))],
  ['malformed documents', completed('preview', access({ assessment: assessment([], {}, 'no trust policy') }))],
  ['documents that are removed', completed('destroy', access({ policy: { before: '{}' }, trust: {} }))],
  [
    'findings that are let pass',
    completed('preview', {
      ...newAccess(),
      assessment: {
        ...assessment(undefined, RISKY),
        findings: [
          ...findingsOfPolicy(RISKY, { ignored: [{ id: 'pass-any-role', reason: 'reviewed' }] }),
          ...findingsOfForeignPolicies([{ kind: 'inline', name: 'by-hand' }], {
            ignored: [{ id: 'policy-of-others', at: 'by-hand', reason: 'needed' }],
          }),
        ],
      },
      idleIgnores: ['unknown-action'],
    }),
  ],
  [
    'boundaries of all kinds',
    completed(
      'preview',
      accessBetween([allow('s3:*', '*')], [allow('*', '*')], {
        boundary: {
          before: {
            arn: 'a',
            document: documentText([allow('s3:Get*', '*'), deny('s3:GetObject', '*')]),
            file: 'f',
            unread: 'No.',
          },
          after: { arn: 'a', document: documentText([allow('s3:Put*', '*')]), differingFile: 'g' },
        },
      }),
    ),
  ],
  [
    'a boundary that was not looked at',
    completed('preview', accessBetween([], [allow('*', '*')], { boundary: { after: { arn: 'a', unread: 'No.' } } })),
  ],
  ['a change without approval', completed('preview', access({ approval: { state: 'missing', label: 'a', why: 'b' } }))],
  ...VERIFIED.map((verification, index): [string, Report] => [
    `what AWS says (${index + 1})`,
    completed('preview', access({ verification })),
  ]),
  ['a change that AWS proves', completed('preview', access({ approval: { state: 'proved' } }))],
  ['an approved change', completed('preview', access({ approval: APPROVED }))],
  [
    'tests of access of all kinds',
    completed(
      'preview',
      access({
        accessTests: {
          file: 'tests.yml',
          results: [
            { test: { name: 'a', expect: 'allow', actions: ['s3:*'], line: 2 }, verdict: { holds: true } },
            {
              test: {
                ...{
                  name: 'b',
                  expect: 'deny',
                  actions: ['sts:AssumeRole'],
                  line: 3,
                  resources: ['*'],
                  except: ['arn:a'],
                },
                context: { 'aws:x': ['y'], 'aws:z': null },
                unless: { 'aws:x': ['y'] },
                principals: [{ type: 'AWS', value: '*' }],
              },
              verdict: {
                ...{ holds: false, found: 'unclear', why: 'No.' },
                example: { action: 'a', resource: 'b', principal: { type: 'Service', value: 'c' } },
                statement: { policy: 'the policy', index: 0, sid: 'A' },
              },
            },
          ],
        },
      }),
    ),
  ],
  [
    'tests of access that were not asked',
    completed('drift', access({ accessTests: { file: 'tests.yml', results: [], notAsked: 'No.' } })),
  ],
  [
    'a change that nobody approved on GitHub',
    completed('up', access({ approval: { state: 'without-github', reason: 'GitHub is down.' } })),
  ],
  [
    'a target with all that it can have',
    completed(
      'preview',
      access({
        target: {
          ...TARGET,
          ...{ bucketAccess: ['read', 'list'], endpointConfigs: ['a'], models: ['a-*'], ecrRepositories: ['a'] },
          ...{ executionRole: 'arn:aws:iam::123456789012:role/a', kmsKey: 'arn:aws:kms:us-west-2:123456789012:key/a' },
        },
      }),
    ),
  ],
  [
    'an operation that failed',
    failed(
      'up',
      FAILURE,
      access({ changes: [{ ...change(POLICY_TYPE, 'replace', { status: 'failed', error: 'No.' }), id: 'arn' }] }),
    ),
  ],
  ['a failure before anything was known', failed('preview', FAILURE)],
  ['invalid inputs', invalidInput({ name: 'region', value: 'x', expected: 'y' }, { name: 'bucket', expected: 'z' })],
])('is as its schema says for %s', (_, report) => {
  validate(JSON.parse(renderJson(report)));
  expect(validate.errors ?? []).toEqual([]);
});

it.each<[string, (report: { assessment: { findings: object[] } }) => object]>([
  ['without its access', (report) => ({ ...report, access: undefined })],
  ['of an unknown outcome', (report) => ({ ...report, outcome: 'unknown' })],
  [
    'with a finding of an unknown severity',
    ({ assessment: assessed, ...report }) => ({
      ...report,
      assessment: { ...assessed, findings: [{ ...assessed.findings[0], severity: 'fatal' }] },
    }),
  ],
])('has a schema that refuses a report %s', (_, broken) => {
  const report = completed('preview', { ...newAccess(), assessment: assessment(undefined, RISKY) });
  expect(validate(JSON.parse(JSON.stringify(broken(JSON.parse(renderJson(report))))))).toBe(false);
});

it('publishes the schema', () => {
  const published = readFileSync(join(__dirname, '../../../../docs/report.schema.json'), 'utf8');
  expect(JSON.parse(published)).toEqual(reportSchema());
});

it('has documents as JSON, and as texts where they are none', () => {
  const report = completed('drift', access({ policy: { before: '{"Statement":[]}', after: 'broken {' } }));
  const { policy } = JSON.parse(renderJson(report)).access;
  expect(policy.document).toEqual({ before: { Statement: [] }, after: 'broken {' });
});

it('takes out secrets everywhere, but leaves the words of the schema', () => {
  const policy = {
    Version: '2012-10-17',
    Statement: { Sid: 'hunter2', Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::hunter2' },
  };
  const report = completed('preview', {
    ...newAccess(),
    policy: { after: JSON.stringify(policy) },
    notes: ['hunter2'],
    assessment: assessment(undefined, policy, policy),
  });
  const json = renderJson(redactReport(report, ['hunter2', 'completed', 'security', 'gained', 'denied']));
  expect(json).not.toContain('hunter2');
  validate(JSON.parse(json));
  expect(validate.errors ?? []).toEqual([]);
});

function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const members = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return 'properties' in schema && 'required' in schema ? { ...members, additionalProperties: false } : members;
}

it('says of a boundary what counts, and where it was not looked at', () => {
  const jsonOf = (boundary: RoleReport['boundary']) =>
    JSON.parse(renderJson(completed('preview', accessBetween([], [allow('s3:*', '*')], { boundary }))));
  const reading = { arn: 'a', document: documentText([allow('s3:Get*', '*')])! };
  const known = jsonOf({ after: reading });
  expect(known.access.boundary.after.document.Statement).toHaveLength(1);
  expect(known.assessment.matrix.boundary).toBe('counted');
  expect(known.assessment.permissions.cutAway).not.toEqual([]);
  const unknown = jsonOf({ after: { arn: 'a', unread: 'No.' } });
  expect(unknown.access.boundary).toEqual({ after: { arn: 'a', unread: 'No.' } });
  expect(unknown.assessment.matrix.boundary).toBe('not-looked-at');
});
