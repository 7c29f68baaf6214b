import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';

const FOLDER = join(__dirname, '../../../.github/workflows');

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly uses?: string;
  readonly environment?: string;
  readonly steps?: readonly { readonly uses?: string; readonly run?: string }[];
}

const WORKFLOWS = globSync('*.yml', { cwd: FOLDER }).map((file) => ({
  file: basename(file),
  text: readFileSync(join(FOLDER, file), 'utf8'),
}));
const JOBS = WORKFLOWS.flatMap(({ file, text }) => {
  const { permissions, jobs } = parse(text) as { permissions: Job['permissions']; jobs: Record<string, Job> };
  return Object.entries(jobs).map(([name, job]) => ({ job: { permissions, ...job }, name: `${file}: ${name}` }));
});
const writes = ({ permissions = {} }: Job) => Object.entries(permissions).filter(([, access]) => access === 'write');

it.each(WORKFLOWS)(
  '$file has the permissions of its jobs written down, and its actions pinned to commits',
  (workflow) => {
    expect(parse(workflow.text)).toHaveProperty('permissions');
    const uses = [...workflow.text.matchAll(/uses: (\S+)/g)]
      .map(([, use]) => use!)
      .filter((use) => !use.startsWith('./'));
    for (const use of uses) expect(use).toMatch(/^[\w-]+\/[\w/-]+@[0-9a-f]{40}$/);
  },
);

it('lets no job that may write run what comes from a registry', () => {
  const writing = JOBS.filter(({ job }) => writes(job).length > 0);
  expect(writing.length).toBeGreaterThan(4);
  const running = writing.filter(({ job }) =>
    job.steps?.some(({ run = '' }) => /\b(npm|npx|node|tsx)\b/.test(run.replace(/^npm publish .*$/m, ''))),
  );
  // It may ask for tokens of a job on main, which no one trusts but an account that has nothing else.
  expect(running.map(({ name, job }) => [name, writes(job).map(([permission]) => permission)])).toEqual([
    ['real.yml: story', ['id-token']],
  ]);
});

it('publishes only from the protected environment', () => {
  const publishing = JOBS.filter(({ name, job }) => {
    const may = writes(job).map(([permission]) => permission);
    return name.startsWith('release.yml') && may.some((each) => each === 'contents' || each === 'id-token');
  });
  const unprotected = publishing.filter(({ job }) => job.environment !== 'release').map(({ name }) => name);
  // An attestation says where something was made, and publishes nothing.
  expect(unprotected).toEqual(['release.yml: attest']);
});
