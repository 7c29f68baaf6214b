import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import type { Finding } from '../../../src/iam/findings/finding';
import { findingsOfRole } from '../../../src/iam/findings/findings';
import { REFERENCE_SOURCE } from '../../../src/iam/reference/source';
import type { Report } from '../../../src/report/model';
import { redactReport } from '../../../src/report/redact';
import { renderSarif } from '../../../src/report/render/sarif';
import { access, completed, failed, invalidInput } from '../samples';

const validate = sarifValidator();

type Locate = Parameters<typeof renderSarif>[1];

const IN_WORKFLOW: Locate = () => ({ file: '.github/workflows/model access.yml' });

const FINDING: Finding = {
  id: 'pass-any-role',
  severity: 'security',
  subject: 'permissions',
  statement: { index: 1, sid: 'Pass' },
  title: 'Something is wrong.',
  message: 'iam:PassRole is allowed on every role that fits "*".',
  why: 'Because.',
  fix: 'Name the role.',
  documentation: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
  refusedByAws: false,
};

const RISKY = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: ['iam:PassRole', 's3:GetObjekt'], Resource: '*' },
    { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/${}/[a](https://evil.example)' },
  ],
};

function reportOn(findings: readonly Finding[], stack = access().stack): Report {
  const nothing = { differences: [], withoutEffect: [], unchanged: [], malformed: {} };
  const matrix = { places: [], rows: [], left: 0, leftChanged: 0, boundary: 'none' as const };
  const assessment = { findings, matrix, permissions: nothing, trust: nothing, serviceReference: REFERENCE_SOURCE };
  return completed('preview', access({ stack, assessment }));
}

function sarif(findings: readonly Finding[], locate: Locate = IN_WORKFLOW) {
  const log = JSON.parse(renderSarif(reportOn(findings), locate)!);
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  return log.runs[0];
}

function rulesOf(findings: readonly Finding[]) {
  return sarif(findings).tool.driver.rules;
}

function fingerprint(finding: Partial<Finding>): string {
  return sarif([{ ...FINDING, ...finding }]).results[0].partialFingerprints.primaryLocationLineHash;
}

it.each<[string, readonly Finding[]]>([
  ['nothing', []],
  ['what is found in a bad role', findingsOfRole({ permissions: RISKY, trust: RISKY })],
  ['a finding of Access Analyzer', [{ ...FINDING, id: 'MISSING_VERSION', documentation: '', why: 'a' }]],
])('is valid SARIF for %s', (_, findings) => {
  expect(sarif(findings).results).toHaveLength(findings.length);
});

it.each<[Finding['severity'], object]>([
  ['error', { level: 'error', problem: 'error', score: undefined, tags: ['iam'] }],
  ['security', { level: 'error', problem: 'error', score: '8.0', tags: ['iam', 'security'] }],
  ['warning', { level: 'warning', problem: 'warning', score: undefined, tags: ['iam'] }],
  ['suggestion', { level: 'note', problem: 'recommendation', score: undefined, tags: ['iam'] }],
])('turns the severity %s into the levels of code scanning', (severity, expected) => {
  const { results, tool } = sarif([{ ...FINDING, severity }]);
  const { properties, defaultConfiguration } = tool.driver.rules[0];
  expect(results[0].level).toBe(defaultConfiguration.level);
  expect({
    level: results[0].level,
    problem: properties['problem.severity'],
    score: properties['security-severity'],
    tags: properties.tags,
  }).toEqual(expected);
});

it('says that a finding is let pass, and why', () => {
  const { results } = sarif([{ ...FINDING, ignored: 'reviewed by security,\nticket 12' }, FINDING]);
  expect(results.map(({ suppressions }: { suppressions: unknown }) => suppressions)).toEqual([
    [{ kind: 'external', status: 'accepted', justification: 'reviewed by security,\\nticket 12' }],
    undefined,
  ]);
  // It is the same finding, whether it passes or not.
  expect(fingerprint({ ignored: 'x' })).toBe(fingerprint({}));
});

it('describes each rule once, with help and a page about it', () => {
  const rules = rulesOf([FINDING, { ...FINDING, message: 'More.' }, { ...FINDING, id: 'MISSING_VERSION' }]);
  expect(rules.map(({ id }: Finding) => id)).toEqual(['pass-any-role', 'MISSING_VERSION']);
  for (const { shortDescription, fullDescription, help, helpUri } of rules) {
    expect([shortDescription.text, fullDescription.text, help.text, help.markdown]).not.toContain('');
    expect(helpUri).toBe(FINDING.documentation);
  }
});

it('lets each result refer to its rule', () => {
  const { results, tool } = sarif([FINDING, { ...FINDING, id: 'MISSING_VERSION' }]);
  for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
});

it('shows a finding at a file of the repository, by a relative address', () => {
  const [{ locations }] = sarif([FINDING]).results;
  expect(locations).toEqual([
    {
      physicalLocation: {
        artifactLocation: { uri: '.github/workflows/model%20access.yml', uriBaseId: '%SRCROOT%' },
      },
    },
  ]);
});

it('shortens the name of a statement, which every finding on it repeats', () => {
  const [result] = sarif([{ ...FINDING, statement: { index: 0, sid: 'a'.repeat(6000) } }]).results;
  expect(result.message.text).toContain(`statement 1 (${'a'.repeat(59)}…): `);
});

it('leaves it to upload-sarif to find a finding with a line again', () => {
  const [result] = sarif([FINDING], () => ({ file: 'extra.json', line: 7 })).results;
  expect(result.locations[0].physicalLocation.region).toEqual({ startLine: 7 });
  expect(result.partialFingerprints.primaryLocationLineHash).toBeUndefined();
});

it('says in the message which statement is meant, what is wrong, and the way out', () => {
  expect(sarif([FINDING]).results[0].message.text).toBe(
    'Permissions, statement 2 (Pass): iam:PassRole is allowed on every role that fits "*". Name the role.',
  );
});

it.each<[string, Partial<Finding>]>([
  ['the statement moves', { statement: { index: 5, sid: 'Pass' } }],
  ['the message is worded in another way', { message: 'Every role that fits "*" can be passed.' }],
  ['there is another way out', { fix: 'Do something else.' }],
])('finds a finding again where %s', (_, other) => {
  expect(fingerprint(other)).toBe(fingerprint({}));
});

it.each<[string, Partial<Finding>]>([
  ['rule', { id: 'x' }],
  ['document', { subject: 'trust' }],
  ['Sid', { statement: { index: 1 } }],
  ['name in question', { message: 'iam:PassRole is allowed on every role that fits "a*".' }],
])('tells findings apart by their %s', (_, other) => {
  expect(fingerprint(other)).not.toBe(fingerprint({}));
});

it('tells findings apart that are the same in all this', () => {
  const { results } = sarif([FINDING, { ...FINDING, statement: { index: 2, sid: 'Pass' } }]);
  const [first, second] = results.map(({ partialFingerprints: { primaryLocationLineHash } }: never) => primaryLocationLineHash); // prettier-ignore
  expect(first).not.toBe(second);
});

it('keeps the results of different stacks apart', () => {
  const id = sarif([FINDING]).automationDetails.id as string;
  expect(id.slice(0, id.lastIndexOf('/'))).toBe(
    'model-deployment-iam/organization%2Fmodel-deployment-iam%2Fchurn-prod.us-west-2.123456789012',
  );
});

it.each([
  ['a link', 'See "[here](https://evil.example)".', 'See "\\[here\\](https://evil.example)".'],
  ['a placeholder', '"${aws:username}" and "{0}"', '"${{aws:username}}" and "{{0}}"'],
  ['an invisible character', '"a\u202Eb"', '"a\\u202Eb"'],
  ['brackets without a link', '"a[1]"', '"a[1]"'],
])('takes %s for text', (_, message, expected) => {
  expect(sarif([{ ...FINDING, message }]).results[0].message.text).toContain(expected);
});

it('is there whatever the stack and the file are called', () => {
  const log = renderSarif(reportOn([FINDING], 'a\ud800'), () => ({
    file: 'b/\ud800',
  }))!;
  expect(log).toContain('model-deployment-iam/a%EF%BF%BD/');
  expect(log).toContain('b/%EF%BF%BD');
});

it('takes out secrets', () => {
  const finding = { ...FINDING, message: 'hunter22 is "hunter22"', statement: { index: 0, sid: 'hunter22' } };
  const log = renderSarif(redactReport(reportOn([finding]), ['hunter22', 'pass-any-role']), IN_WORKFLOW);
  expect(log).not.toContain('hunter22');
  expect(log).toContain('pass-any-role');
});

it.each<[string, Report]>([
  ['the inputs are invalid', invalidInput()],
  ['a run failed early', failed('up', { reason: 'internal', message: 'Oops.' })],
  ['it is not known what was there before', completed('preview', access({ assessment: undefined }))],
])('does not say that all is well where %s', (_, report) => {
  expect(renderSarif(report, IN_WORKFLOW)).toBeUndefined();
});

/** The schema is of draft 4: ajv does not know its key `id`, and a pattern in it is no regular expression with the flag `u`. */
function sarifValidator() {
  const file = require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
  const { id: _id, $schema: _draft, ...schema } = JSON.parse(readFileSync(file, 'utf8'));
  return addFormats(new Ajv({ strict: false, allErrors: true, unicodeRegExp: false })).compile(schema);
}
