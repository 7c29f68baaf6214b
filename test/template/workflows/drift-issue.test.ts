import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { markdownReader, powersIn } from '../../report/github-markdown';
import { FRAGMENTS } from '../../report/hostile';
import { CHURN, workflowOf } from '../render';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'model-deployment-iam-test-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Of an issue that is opened it keeps what was sent, and of every change where it was sent to. */
const CURL = `#!/usr/bin/env bash
for argument in "$@"; do last=$argument; done
case "$*" in
  *POST*) printf %s "$last" > sent.json; echo opened >> calls; echo '{"number":1}' ;;
  *PATCH*) echo "$*" | grep -o 'issues/[0-9]* .*' | cut -c 1-40 >> calls; echo '{}' ;;
  *) cat open.json ;;
esac
`;

interface Drifted {
  readonly id?: string;
  readonly type?: string;
  readonly paths?: readonly string[];
}

interface Issue {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
}

const { run: SCRIPT, env: ENVIRONMENT } = workflowOf(CHURN, 'drift').jobs.issue!.steps[0]!;

/**
 * @param found what the job before came to
 * @param open the titles of the issues that are open
 * @returns the changes that the step makes, and the issue that it opens, if it opens one
 */
function after(
  found: { readonly HAS_CHANGES: string; readonly RESULT: string; readonly REASON?: string; readonly CHANGES?: string },
  open: readonly string[] = [],
): { readonly calls: readonly string[]; readonly opened?: Issue } {
  for (const file of ['calls', 'sent.json']) rmSync(join(folder, file), { force: true });
  writeFileSync(join(folder, 'open.json'), JSON.stringify(open.map((title, index) => ({ title, number: index + 11 }))));
  writeFileSync(join(folder, 'curl'), CURL);
  chmodSync(join(folder, 'curl'), 0o755);
  execFileSync('bash', ['-e', '-c', SCRIPT!], {
    cwd: folder,
    env: {
      ...ENVIRONMENT,
      PATH: `${folder}:${process.env.PATH}`,
      ...{ GITHUB_API_URL: 'https://api.github.com', GITHUB_SERVER_URL: 'https://github.com' },
      ...{ GITHUB_REPOSITORY: 'acme/churn', GITHUB_RUN_ID: '7', REASON: '', CHANGES: '', ...found },
    },
  });
  const read = (file: string) => (existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : '');
  const sent = read('sent.json');
  return { calls: read('calls').split('\n').slice(0, -1), opened: sent ? JSON.parse(sent) : undefined };
}

/** @returns the issue that the workflow opens about the changes */
function issueAbout(changes: readonly object[]): Issue {
  return after({ HAS_CHANGES: 'true', RESULT: 'failure', CHANGES: JSON.stringify(changes) }).opened!;
}

const DRIFTED = 'The access of churn-prod was changed outside of Pulumi';
const FAILS = 'The drift check of churn-prod fails';
const CLOSED = '--data {"state":"closed"';

describe('where there is no drift', () => {
  test('says nothing, and closes what is open', () => {
    const fine = { HAS_CHANGES: 'false', RESULT: 'success' };
    expect(after(fine)).toEqual({ calls: [] });
    expect(after(fine, ['Another', DRIFTED, FAILS]).calls).toEqual([
      expect.stringContaining(`issues/12 ${CLOSED}`),
      expect.stringContaining(`issues/13 ${CLOSED}`),
    ]);
  });
});

describe('where the check fails', () => {
  test.each([
    [{ HAS_CHANGES: '', RESULT: 'failure' }, 'The check fails, and', 'is not known'],
    [{ HAS_CHANGES: '', RESULT: 'cancelled' }, 'The check fails, and', 'is not known'],
    [
      { HAS_CHANGES: '', RESULT: 'failure', REASON: 'aws-denied' },
      'The check fails (`aws-denied`), and',
      'is not known',
    ],
    [
      { HAS_CHANGES: 'false', RESULT: 'failure', REASON: 'access-tests' },
      '(`access-tests`)',
      'Nothing was changed outside',
    ],
  ])('opens an issue that says what is known: %j', (found, fails, known) => {
    const { calls, opened } = after(found);
    expect(calls).toEqual(['opened']);
    expect(opened).toMatchObject({ title: FAILS, labels: ['access-drift'], body: expect.stringContaining(fails) });
    expect(opened!.body).toContain(known);
    expect(opened!.body).toContain('(https://github.com/acme/churn/actions/runs/7)');
  });

  test('leaves the issue about drift open, and keeps its own up to date', () => {
    expect(after({ HAS_CHANGES: '', RESULT: 'failure' }, [DRIFTED, FAILS]).calls).toEqual([
      expect.stringMatching(/^issues\/12 --data \{/),
    ]);
  });
});

test('drift that is found is a check that works', () => {
  const found = { HAS_CHANGES: 'true', RESULT: 'failure', CHANGES: JSON.stringify([drifted({})]) };
  expect(after(found, [FAILS]).calls).toEqual([expect.stringContaining(`issues/11 ${CLOSED}`), 'opened']);
});

function drifted({ id = 'churn', type = 'aws:iam/role:Role', paths = ['tags.team'] }: Drifted) {
  return { id, type, operation: 'update', properties: paths.map((path) => ({ path })) };
}

function firstLine(changes: readonly object[]): string {
  return issueAbout(changes).body.split('\n')[0]!;
}

test('tells what was changed, and where to read more', () => {
  expect(
    issueAbout([drifted({ paths: ['tags.team', 'policy', 'policy'] }), { ...drifted({}), id: null, resource: 'r' }]),
  ).toMatchObject({
    title: 'The access of churn-prod was changed outside of Pulumi',
    body: expect.stringMatching(
      /^- `churn` \(`aws:iam\/role:Role`\): `update` of `policy`, `tags\.team`\n- `r` \(.*\n\n\[The job summary\]\(https:\/\/github\.com\/acme\/churn\/actions\/runs\/7\) shows/,
    ),
  });
});

test.each([
  ['x`@octocat', '``x`@octocat``'],
  ['`[x](https://evil.example)``', '``` `[x](https://evil.example)`` ```'],
  [' #12', '`  #12 `'],
  ['a\n# b\u202E', '`a?# b?`'],
  ['', '(empty)'],
  ['x'.repeat(300), `\`${'x'.repeat(200)}\``],
])('%j is a name, wherever it stands', (name, shown) => {
  expect(firstLine([drifted({ id: name, type: name, paths: [name] })])).toBe(
    `- ${shown} (${shown}): \`update\` of ${shown}`,
  );
});

test('counts what there is no room for, here or in the output of the job before', () => {
  const many = Array.from({ length: 50 }, (_, index) =>
    drifted({ paths: Array.from({ length: 8 }, (__, path) => `${'`x'.repeat(99)}${index}${path}`) }),
  );
  const { body } = issueAbout([...many, { omitted: 3 }]);
  expect(body.length).toBeLessThan(65_536);
  expect(body).toMatch(/, 3 more\n[^]*\n- 11 more\n\n/);
  expect(firstLine([{ omitted: 3 }])).toBe('- `3` more');
});

test('nothing in it has any power', async () => {
  // The Action hands on what it had as UTF-8.
  const texts = FRAGMENTS.filter((text) => !/\p{Cs}/u.test(text));
  // So few for each that none is left out.
  const perChange = 7;
  const changes = Array.from({ length: Math.ceil(texts.length / perChange) }, (_, index) => {
    const [id, type, ...paths] = texts.slice(index * perChange, (index + 1) * perChange);
    return drifted({ id, type, paths });
  });
  const read = await markdownReader();
  const links = ['https://github.com/acme/churn/actions/runs/7'];
  expect(powersIn(read(issueAbout(changes).body), { links })).toEqual([]);
});
