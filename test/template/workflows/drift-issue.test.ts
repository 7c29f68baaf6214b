import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

/** There are no issues yet, and of one that is opened it keeps what was sent. */
const CURL = `#!/usr/bin/env bash
for argument in "$@"; do last=$argument; done
case "$*" in
  *POST*) printf %s "$last" > sent.json; echo '{"number":1}' ;;
  *) echo '[]' ;;
esac
`;

interface Drifted {
  readonly id?: string;
  readonly type?: string;
  readonly paths?: readonly string[];
}

/** @returns the issue that the workflow opens about the changes */
function issueAbout(changes: readonly object[]): { readonly title: string; readonly body: string } {
  const { run, env } = workflowOf(CHURN, 'drift').jobs.issue!.steps[0]!;
  writeFileSync(join(folder, 'curl'), CURL);
  chmodSync(join(folder, 'curl'), 0o755);
  execFileSync('bash', ['-e', '-c', run!], {
    cwd: folder,
    env: {
      ...env,
      PATH: `${folder}:${process.env.PATH}`,
      ...{ GITHUB_API_URL: 'https://api.github.com', GITHUB_SERVER_URL: 'https://github.com' },
      ...{ GITHUB_REPOSITORY: 'acme/churn', GITHUB_RUN_ID: '7', HAS_CHANGES: 'true', CHANGES: JSON.stringify(changes) },
    },
  });
  return JSON.parse(readFileSync(join(folder, 'sent.json'), 'utf8'));
}

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
