import { POLICY_QUOTA, sizeOfDocument } from '../../../src/aws/quota';
import type { Report } from '../../../src/report/model';
import { redactReport } from '../../../src/report/redact';
import { renderComment } from '../../../src/report/render/comment';
import {
  access,
  allow,
  change,
  completed,
  documentText,
  editedAccess,
  failed,
  invalidInput,
  newAccess,
  POLICY_TYPE,
  RUN,
} from '../samples';
import { leftOpen, tableRows } from '../structure';

const MARKER = '<!-- model-deployment-iam {"v":1} -->';
const LIMIT = 65_536;

function comment(report: Report, secrets: readonly string[] = []): string {
  return renderComment(redactReport(report, secrets), MARKER);
}

/** The titles of what is folded, and what comes in bold or as a heading: what a reader sees first. */
function outline(markdown: string): string[] {
  return [...markdown.matchAll(/^### (.*)$|<b>(.*?)<\/b>|^(\| Resource.*)$|^(\*\*.*)$|^(<sub>)/gm)].map((match) =>
    match.slice(1).find((group) => group !== undefined)!,
  );
}

test('goes from the verdict to the details', () => {
  const markdown = comment(completed('preview', newAccess()));
  expect(markdown.startsWith(`${MARKER}\n### ⚠️ Preview: would grant 8 actions on 4 resources`)).toBe(true);
  expect(outline(markdown).slice(1)).toEqual([
    'Findings',
    'What the role can and cannot do',
    'Who reaches what through the role',
    '| Resource | Change | Details |',
    '<sub>',
    'Who may assume the role',
    'What each statement of the policy says',
    'Policy document: new',
    'Trust policy: new',
    '**Outputs**',
    '<sub>',
  ]);
});

test('a failure tells what happened, the way out, what the engine said, and how far it came', () => {
  const failure = { reason: 'name-taken', message: 'Role x exists.', hint: 'Use name.', details: 'E1\nE2' } as const;
  const markdown = comment(failed('up', failure, newAccess(['done', 'failed', 'not-reached'])));
  expect(markdown).toContain('\n\nRole x exists.\n\n**Use name.**\n\n<details><summary><b>What the engine said</b>');
  expect(markdown).toContain('```text\nE1\nE2\n```');
  expect(markdown).toContain('| Attachment to role `churn-prod` | create |  | begun, not finished |');
  expect(markdown).not.toContain('**Outputs**');
  expect(markdown).not.toContain('<details open>');
});

test('a missing approval is told once, with the way to it', () => {
  const why = 'The change needs an approval.';
  const of = { ...editedAccess(), approval: { state: 'missing', label: 'iam-approved', why } as const };
  const markdown = comment(failed('preview', { reason: 'approval-missing', message: why, hint: 'Add it.' }, of));
  expect(markdown).toContain('### 🔒 Preview, not approved yet: would grant 4 actions on 3 resources');
  expect(markdown.split(why)).toHaveLength(2);
  expect(markdown).toContain('add the label `iam-approved`');
  expect(markdown).toContain('<details open>');
});

test('changes where none is expected come unfolded, for they are the failure', () => {
  const failure = { reason: 'unexpected-changes', message: 'Changes.' } as const;
  expect(comment(failed('up', failure, editedAccess()))).toContain('<details open>');
});

test('invalid inputs are listed with what was expected', () => {
  const markdown = comment(
    invalidInput(
      { name: 'region', value: 'us|west', expected: 'an AWS region' },
      { name: 'bucket', expected: 'a value' },
    ),
  );
  expect(tableRows(markdown)).toEqual([
    ['Input', 'Value', 'Expected'],
    ['---', '---', '---'],
    ['`region`', '`us\\|west`', 'an AWS region'],
    ['`bucket`', '(none)', 'a value'],
  ]);
});

test.each([
  ['preview', 'match the inputs'],
  ['drift', 'are as the last `up` left them'],
  ['destroy', 'do not exist'],
] as const)('%s without changes says what was looked at', (command, words) => {
  expect(comment(completed(command))).toContain(`The role \`churn-prod\`, its policy and their attachment ${words}.`);
});

test('of a preview that asked the state alone it says so', () => {
  expect(comment(completed('preview', access({ comparedWith: 'state' })))).toContain(
    'match the inputs as far as the state of the last run tells; what AWS has was not looked at.',
  );
});

test('nothing is left to use after destroy', () => {
  expect(comment(completed('destroy', newAccess()))).not.toContain('**Outputs**');
});

describe('is stable', () => {
  test('to the byte where nothing changed, whatever the run', () => {
    const again = {
      ...completed('preview'),
      run: { ...RUN, url: 'https://github.com/acme/churn/actions/runs/2', attempt: 3 },
    };
    expect(comment(again)).toBe(comment(completed('preview')));
  });

  test('except for the address of the run where something changes', () => {
    const again = { ...completed('preview', newAccess()), run: { ...RUN, attempt: 3 } };
    expect(comment(again)).toBe(comment(completed('preview', newAccess())).replaceAll('attempts/1', 'attempts/3'));
  });

  test('whatever the order in which the engine took the resources up', () => {
    const reversed = { ...newAccess(), changes: [...newAccess().changes].reverse() };
    expect(comment(completed('up', reversed))).toBe(comment(completed('up', newAccess())));
  });
});

describe('secrets', () => {
  test('are taken out before escaping could hide them', () => {
    const secret = 'a|b<c>@d`e';
    const markdown = comment(
      failed(
        'up',
        { reason: 'internal', message: `failed with ${secret}`, details: secret },
        access({ notes: [secret] }),
      ),
      [secret],
    );
    expect(markdown).toContain('failed with \\*\\*\\*');
    expect(markdown).not.toMatch(/b(<|&lt;)c/);
  });
});

describe('size', () => {
  /** As many statements as IAM takes in one policy. */
  function largest(statement: (index: number) => object): string {
    const textOf = (count: number) => documentText(Array.from({ length: count }, (_, index) => statement(index)))!;
    let count = 1;
    while (sizeOfDocument(textOf(count + 1)) <= POLICY_QUOTA) count++;
    return textOf(count);
  }

  const ENDPOINTS = 'arn:aws:sagemaker:us-west-2:123456789012:endpoint';

  test.each<[string, (name: string) => (index: number) => object]>([
    ['many resources', (name) => (index) => allow('s3:GetObject', `arn:aws:s3:::${name}${index}/*`)],
    ['many actions', (name) => (index) => allow(`${name}:action${index}`, '*')],
    [
      'many conditions',
      (name) => (index) =>
        allow('s3:Put*', `arn:aws:s3:::${name}${index}/*`, { StringEquals: { 'aws:a': `${index}` } }),
    ],
    [
      'alternatives of one permission',
      (name) => (index) => allow('s3:*', '*', { StringEquals: { [`aws:PrincipalTag/${name}`]: `${index}` } }),
    ],
    [
      'few large statements',
      (name) => (index) =>
        allow(
          'sagemaker:InvokeEndpoint',
          Array.from({ length: 30 }, (_, each) => `${ENDPOINTS}/${name}-${index}-${each}`),
        ),
    ],
    [
      'pipes and backticks',
      (name) => (index) => allow('s3:GetObject', `arn:aws:s3:::${name}/${'|`'.repeat(15)}${index}`),
    ],
  ])('the largest policy that IAM takes is shown uncut, before and after: %s', (_, statementOf) => {
    const policy = { before: largest(statementOf('old')), after: largest(statementOf('new')) };
    const markdown = comment(completed('preview', access({ policy, changes: [change(POLICY_TYPE, 'update')] })));
    expect(markdown).not.toContain('_Cut:');
    expect(Buffer.byteLength(markdown)).toBeLessThan(LIMIT);
  });

  test('where there is too little room, documents go first, and no verdict, sentence, finding or row is lost', () => {
    const statement = (name: string) => (index: number) =>
      allow('s3:GetObject', `arn:aws:s3:::${name}/${'\u202E'.repeat(50)}${index}`);
    const policy = { before: largest(statement('old')), after: largest(statement('new')) };
    const of = access({ policy, changes: [change(POLICY_TYPE, 'update')] });
    const markdown = comment(completed('preview', of));
    expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(LIMIT);
    expect(markdown).toContain('_Cut:');
    expect(markdown.indexOf('_Cut:')).toBeGreaterThan(markdown.indexOf('<b>Policy document'));
    expect(leftOpen(markdown)).toEqual([]);
  });

  test('a graph is there as a whole or not at all', () => {
    const details = 'x'.repeat(100);
    const changes = Array.from({ length: 900 }, (_, index) =>
      change(`x:y:${index}`, 'update', { status: 'failed', error: details.repeat(4) }),
    );
    const markdown = comment(failed('up', { reason: 'engine-failure', message: 'm' }, { ...newAccess(), changes }));
    expect(markdown).toContain('<b>Who reaches what through the role</b></summary>\n\n_Cut: 0 of');
    expect(markdown).not.toContain('```mermaid');
    expect(markdown).toContain('**Was to grant 8 actions on 4 resources;');
  });

  test('of a huge diagnostic, the end is cut, and the run has all of it', () => {
    const details = Array.from({ length: 5000 }, (_, index) => `line ${index} ${'x'.repeat(40)}`).join('\n');
    const markdown = comment(failed('up', { reason: 'engine-failure', message: 'm', details }, newAccess()));
    expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(LIMIT);
    expect(markdown).toMatch(
      /_Cut: \d{4} of 5000 lines shown; all of it is in the \[workflow run\]\(<http.*>\) \(deploy\)\._/,
    );
    expect(markdown).toContain('| Role `churn-prod` | create |');
    expect(leftOpen(markdown)).toEqual([]);
  });
});
