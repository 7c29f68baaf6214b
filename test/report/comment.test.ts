import * as fc from 'fast-check';
import {
  access,
  change,
  completed,
  editedAccess,
  failed,
  invalidInput,
  newAccess,
  property,
  ROLE_TYPE,
  RUN,
} from './samples';
import { leftOpen, outsideCode, tableRows } from './structure';
import { prettyJson } from '../../src/iam/canonical';
import { renderComment } from '../../src/report/comment';
import type { Report } from '../../src/report/model';

const MARKER = '<!-- model-deployment-iam {"v":1} -->';
const LIMIT = 65_536;

function comment(report: Report, secrets: readonly string[] = []): string {
  return renderComment(report, { marker: MARKER, secrets });
}

/** The titles of what is folded, and what comes in bold or as a heading: what a reader sees first. */
function outline(markdown: string): string[] {
  return [...markdown.matchAll(/^### (.*)$|<b>(.*?)<\/b>|^(\| Resource.*)$|^(\*\*.*)$|^(<sub>)/gm)].map((match) =>
    match.slice(1).find((group) => group !== undefined)!,
  );
}

test('goes from the verdict to the details', () => {
  const markdown = comment(completed('preview', newAccess()));
  expect(markdown.startsWith(`${MARKER}\n### 🔎 Preview: 3 to create`)).toBe(true);
  expect(outline(markdown).slice(1)).toEqual([
    '| Resource | Change | Details |',
    'Who may assume the role',
    'What the role may do',
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
  expect(markdown).toContain('| Attachment to role `churn-prod` | create |  | not reached |');
  expect(markdown).not.toContain('**Outputs**');
  expect(markdown).not.toContain('<details open>');
});

test('changes where none is expected come unfolded, for they are the failure', () => {
  const failure = { reason: 'unexpected-changes', message: 'Changes.' } as const;
  expect(comment(failed('up', failure, editedAccess()))).toContain('<details open>');
});

test('invalid inputs are listed with what was expected', () => {
  const markdown = comment(
    invalidInput(
      { input: 'region', value: 'us|west', expected: 'an AWS region' },
      { input: 'bucket', expected: 'a value' },
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
  ['preview', 'are as described'],
  ['destroy', 'do not exist'],
] as const)('%s without changes says what was looked at', (command, words) => {
  expect(comment(completed(command))).toContain(`The role \`churn-prod\`, its policy and their attachment ${words}.`);
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
  test('the largest policy that IAM takes is shown uncut, before and after', () => {
    const largest = (name: string) => {
      const resources = Array.from(
        { length: 75 },
        (_, index) => `arn:aws:sagemaker:us-west-2:123456789012:endpoint/${name}-${index}-${'x'.repeat(20)}`,
      );
      const statement = { Effect: 'Allow', Action: ['sagemaker:InvokeEndpoint'], Resource: resources };
      return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    };
    expect(largest('old').length).toBeGreaterThan(6000);
    expect(largest('old').length).toBeLessThanOrEqual(6144);
    const policy = { before: prettyJson(largest('old')), after: prettyJson(largest('new')) };
    const markdown = comment(completed('preview', access({ policy, changes: [change(ROLE_TYPE, 'update')] })));
    expect(markdown).not.toContain('_Cut:');
    expect(Buffer.byteLength(markdown)).toBeLessThan(LIMIT);
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

describe('hostile text', () => {
  const HOSTILE = [
    '| a | b |\n| - | - |',
    '`````',
    '</details><script>alert(1)</script>',
    '@octocat #1 https://evil.example www.evil.example GH-1',
    '\u202E\u200B\u0000\u001b[31m',
    '```diff\n- x\n```',
    '![x](https://evil.example) [y](z)',
    '$\\mathrm{x}$',
    '# h\n- l\n1. n\n> q',
  ];
  const anyText = fc
    .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary' })), { maxLength: 4 })
    .map((parts) => parts.join(' '));

  const anyReport = fc
    .tuple(anyText, anyText, anyText, fc.integer({ min: 1, max: 3000 }))
    .map(([a, b, c, repeat]): Report[] => {
      const document = JSON.stringify(
        { Statement: [{ Effect: a, Principal: { [b]: c }, Action: a, Resource: b, Condition: { [a]: { [b]: c } } }] },
        undefined,
        2,
      );
      const of = access({
        target: { ...access().target, endpoint: a },
        stack: b,
        roleName: a,
        roleArn: b,
        policyName: c,
        policyArn: a,
        notes: [a, b, c],
        policy: { before: a, after: document },
        trust: { after: document },
        changes: [
          change(ROLE_TYPE, 'update', { status: 'failed', error: c, properties: [property(`tags.${a}`, b, c)] }),
        ],
      });
      const run = { ...RUN, url: `https://github.com/${encodeURI('x')}`, workflow: a, sha: b };
      return [
        { ...completed('up', of), run },
        { ...failed('up', { reason: 'internal', message: a, hint: b, details: `${c}\n`.repeat(repeat) }, of), run },
        { ...invalidInput({ input: a, value: b, expected: c }), endpoint: c, run },
      ];
    });

  test('never gets out of its place', () => {
    fc.assert(
      fc.property(anyReport, (reports) => {
        for (const markdown of reports.map((report) => comment(report))) {
          expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(LIMIT);
          expect(leftOpen(markdown)).toEqual([]);
          const live = outsideCode(markdown).replace(MARKER, '');
          expect(live.replace(/<\/?(details|summary|sub|b|br)( open)?>|\]\(<https:[^>]*>\)/g, '')).not.toMatch(/</);
          expect(live).not.toMatch(/@|#\d|www\.|(?<!\(<https):\/\/|[\u202E\u200B\u0000\u001b]/);
          for (const table of outsideCode(markdown)
            .split('\n\n')
            .filter((block) => /^\|.*\n\| ---/.test(block))) {
            expect(new Set(tableRows(table).map((row) => row.length)).size).toBe(1);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
