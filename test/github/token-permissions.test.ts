import { type InputDefinition, type InputName, INPUTS } from '../../src/contract';
import { TOKEN_PERMISSIONS } from '../../src/github/token-permissions';
import { CHURN, workflowOf, WORKFLOWS } from '../template/render';

it('is about inputs that there are', () => {
  const named = TOKEN_PERMISSIONS.flatMap(({ onlyWith = [], notWith = [] }) => [...onlyWith, notWith].flat());
  expect(named).not.toEqual([]);
  for (const words of named) {
    const [name, value] = words.split(': ');
    const { choices }: InputDefinition = INPUTS[name as InputName];
    if (value) expect(choices).toContain(value);
  }
});

/** What a user can be told apart by in a workflow. */
const STEPS: readonly (readonly [user: string, step: RegExp])[] = [
  ['checkout', /^actions\/checkout@/],
  ['credentials', /^aws-actions\/configure-aws-credentials@/],
  ['code-scanning', /^github\/codeql-action\/upload-sarif@/],
  ['action', /model-deployment-iam/],
];

const JOBS = WORKFLOWS.flatMap((name) => {
  const { jobs } = workflowOf({ ...CHURN, codeScanning: true }, name);
  return Object.entries(jobs).map(([id, job]) => ({ name: `${name}: ${id}`, id, job }));
});

it.each(JOBS)('has what scaffolded workflows give their jobs, and each is for somebody there: $name', ({ id, job }) => {
  const used = job.steps.flatMap(({ uses = '' }) => STEPS.filter(([, step]) => step.test(uses)).map(([user]) => user));
  const users = id === 'issue' ? ['drift-issue'] : used;
  const documented = TOKEN_PERMISSIONS.filter(({ user }) => users.includes(user)).map(
    ({ permission, level }) => `${permission}: ${level}`,
  );
  for (const [permission, level] of Object.entries(job.permissions)) {
    expect(documented).toContain(`${permission}: ${level}`);
  }
});

it('has nothing that no scaffolded workflow gives', () => {
  const given = new Set(JOBS.flatMap(({ job }) => Object.entries(job.permissions).map((entry) => entry.join(': '))));
  const documented = new Set(TOKEN_PERMISSIONS.map(({ permission, level }) => `${permission}: ${level}`));
  expect(documented).toEqual(given);
});
