import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetRoleCommand, IAMClient, UpdateRoleCommand } from '@aws-sdk/client-iam';
import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Credentials } from '../../sandbox/aws/local-aws';
import { assumeByToken } from '../../sandbox/aws/web-identity';
import { goTool } from '../../sandbox/go-tools';
import { run } from '../../sandbox/process';
import { type LocalRegistry, startLocalRegistry } from '../../sandbox/registry/local-registry';
import { compilePackage, type PackedPackage, packPackage } from '../../sandbox/registry/packed-package';
import type { WorkflowResult } from '../../sandbox/runner/workflow-runner';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { type ModelLife, startModelLife } from '../../sandbox/template/model-life';
import { type Scaffold, scaffoldByProjenrc, scaffoldNew } from '../../sandbox/template/scaffold';

const COMMIT = '1111111111111111111111111111111111111111';
const NEXT_COMMIT = '2222222222222222222222222222222222222222';
/** Installs and whole lives of models, on a machine that may have other things to do. */
const MINUTES = 600_000;
const FLAGS = [
  ...['--endpoint', 'churn-prod', '--bucket', 'my-models', '--region', 'us-west-2'],
  // projen takes it for a number.
  ...['--account-id', '123456789012'],
];

let folder: string;
let registry: LocalRegistry;
let packed: PackedPackage;
let scaffold: Scaffold;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'model-deployment-iam-template-'));
  registry = await startLocalRegistry((await run('npm', ['config', 'get', 'registry'])).trim());
  await compilePackage();
  packed = await packPackage(folder, { version: '1.0.0', commit: COMMIT });
  registry.publish(packed);
  scaffold = await scaffoldNew(folder, registry, FLAGS);
}, MINUTES);
afterAll(async () => {
  await registry.stop();
  await rm(folder, { recursive: true, force: true });
});

async function expectCleanTree(): Promise<void> {
  expect(await scaffold.run('git', 'status', '--porcelain')).toBe('');
}

async function actionlint({ folder: repository }: Scaffold): Promise<void> {
  const workflows = join(repository, '.github/workflows');
  const files = (await readdir(workflows)).filter((file) => /-(preview|deploy|drift|destroy)\.yml$/.test(file));
  expect(files).toHaveLength(4);
  await run(join(await goTool('actionlint'), 'actionlint'), ['-shellcheck=', ...files], { cwd: workflows });
}

/** A failure shows the log. */
function expectSuccess(workflow: WorkflowResult): WorkflowResult {
  expect(workflow.succeeded ? 'succeeded' : workflow.log).toBe('succeeded');
  return workflow;
}

/** In a sandbox of its own. */
async function live(
  repository: Scaffold,
  options: { model: string; accounts?: Readonly<Record<string, string>> },
  story: (life: ModelLife, sandbox: Sandbox) => Promise<void>,
): Promise<void> {
  const sandbox = await startSandbox(Object.values(options.accounts ?? {}));
  try {
    await sandbox.aws.createBucket('my-models');
    await story(await startModelLife(sandbox, repository.folder, { ...options, commit: COMMIT }), sandbox);
    expect(sandbox.github.violations).toEqual([]);
  } finally {
    await sandbox.stop();
  }
}

describe('the package', () => {
  it('is at most 300 kB, and depends on nothing but its peers', () => {
    expect(packed.tarball.length).toBeLessThanOrEqual(300_000);
    expect(packed.manifest).not.toHaveProperty('dependencies');
    expect(packed.manifest).toHaveProperty('peerDependencies', { constructs: '^10.5.0', projen: '>=0.103.0 <1' });
  });
});

describe('a repository from projen new --from', () => {
  it('has nothing that is not committed', () => expectCleanTree());

  it('has workflows without a fault', () => actionlint(scaffold));

  it(
    'builds, and is clean after that',
    async () => {
      await scaffold.run('npx', 'projen', 'build');
      await expectCleanTree();
    },
    MINUTES,
  );

  it(
    'lives: preview, deploy, drift, destroy',
    () =>
      live(scaffold, { model: 'churn-prod' }, async (life) => {
        await life.bootstrap('pulumi', [{ slug: 'churn-prod', region: 'us-west-2' }]);

        const preview = await life.openPullRequest();
        expect(preview.jobs).toEqual({ access: 'success' });
        expect(life.comments()).toHaveLength(1);
        expect(life.comments()[0]).toContain('3 to create');
        expect(await life.roleExists('churn-prod')).toBe(false);

        const fork = await life.openPullRequest({ fromFork: true });
        expect(fork.jobs).toEqual({ fork: 'success' });
        expect(fork.log).toContain('it gets no credentials');

        const deploy = await life.merge();
        expect(deploy.jobs).toEqual({ access: 'success', 'deploy-model': 'success' });
        expect(deploy.log).toContain(
          'Assumed arn:aws:iam::123456789012:role/churn-prod as repo:acme/churn:environment:production',
        );
        expect(deploy.log).toContain('churn-prod answers');

        expect((await life.checkDrift()).succeeded).toBe(true);
        expect(await life.issues()).toEqual([]);
        await life.changePolicyByHand('churn-prod');
        for (const _ of ['opens', 'updates']) {
          expect((await life.checkDrift()).jobs).toEqual({ access: 'success', issue: 'success' });
          const [issue, ...others] = await life.issues();
          expect(others).toEqual([]);
          expect(issue).toMatchObject({
            state: 'open',
            title: 'The access of churn-prod was changed outside of Pulumi',
          });
          expect(issue!.body).toContain('`arn:aws:iam::123456789012:policy/churn-prod`');
        }
        await life.changeBack('churn-prod');
        expect((await life.checkDrift()).succeeded).toBe(true);
        expect((await life.issues()).map(({ state }) => state)).toEqual(['closed']);

        expect((await life.destroy({ endpoint: 'churn' })).jobs).toEqual({ confirm: 'failure' });
        expect(await life.roleExists('churn-prod')).toBe(true);
        expect((await life.destroy({ endpoint: 'churn-prod' })).succeeded).toBe(true);
        expect(await life.roleExists('churn-prod')).toBe(false);
      }),
    MINUTES,
  );

  it(
    'gets another release of the Action by projen upgrade',
    async () => {
      registry.publish(await packPackage(folder, { version: '1.1.0', commit: NEXT_COMMIT }));
      await scaffold.run('npx', 'projen', 'upgrade');

      const changed = await scaffold.run('git', 'diff', '--unified=0', '.github/workflows');
      const lines = changed.split('\n').filter((line) => /^[+-] /.test(line));
      expect(new Set(lines.map((line) => line.replace(/\s+/g, ' ')))).toEqual(
        new Set([
          `- uses: model-deployment-iam/model-deployment-iam@${COMMIT} # v1.0.0`,
          `+ uses: model-deployment-iam/model-deployment-iam@${NEXT_COMMIT} # v1.1.0`,
        ]),
      );
      await scaffold.run('git', 'checkout', '--quiet', '.');
      await scaffold.run('npm', 'ci');
    },
    MINUTES,
  );
});

describe('three environments, each in an account of its own', () => {
  const ENVIRONMENTS = [
    { name: 'dev', account: '111111111111', region: 'us-west-2' },
    { name: 'staging', account: '222222222222', region: 'us-west-2' },
    { name: 'prod', account: '333333333333', region: 'eu-west-1' },
  ];
  const NAMES = ENVIRONMENTS.map(({ name }) => name);
  const PLACES = ENVIRONMENTS.map(({ name, ...place }) => ({ slug: `churn-${name}`, ...place }));

  beforeAll(async () => {
    const environments = [
      "{ name: 'dev', endpoint: 'churn-dev' }",
      "{ name: 'staging', endpoint: 'churn-staging' }",
      "{ name: 'prod', region: 'eu-west-1' }",
    ];
    const options = `endpoint: 'churn-prod',\n  modelId: 'churn',\n  environments: [${environments.join(', ')}],`;
    await scaffold.edit('.projenrc.ts', "endpoint: 'churn-prod',", options);
    await scaffold.edit('.projenrc.ts', "accountId: '123456789012',", '');
    await scaffold.edit('models.json', '"name": "churn-prod"', '"name": "churn"');
    await scaffold.run('npx', 'projen');
    await scaffold.commit();
  }, MINUTES);

  it('have workflows without a fault', () => actionlint(scaffold));

  it(
    'live one after the other, and none in the account of another',
    () =>
      live(
        scaffold,
        {
          model: 'churn',
          accounts: Object.fromEntries(
            ENVIRONMENTS.map(({ name, account }) => [`AWS_ACCOUNT_ID_${name.toUpperCase()}`, account]),
          ),
        },
        async (life, sandbox) => {
          await life.bootstrap('cloudformation', PLACES);
          expectSuccess(await life.openPullRequest());
          expect(life.comments()).toHaveLength(3);

          const deploy = expectSuccess(await life.merge());
          expect(Object.keys(deploy.jobs).sort()).toEqual(
            NAMES.flatMap((name) => [`access-${name}`, `deploy-model-${name}`]).sort(),
          );
          for (const name of NAMES) expect(deploy.log).toContain(`churn-${name} answers`);
          for (const { account } of ENVIRONMENTS) {
            const exist = await Promise.all(NAMES.map((name) => life.roleExists(`churn-${name}`, account)));
            expect(exist).toEqual(ENVIRONMENTS.map((other) => other.account === account));
            const states = await statesIn(sandbox, account);
            expect(states).toEqual(
              PLACES.filter((place) => place.account === account).map(
                ({ slug, region }) => `${slug}.${region}.${account}`,
              ),
            );
          }
          await life.changePolicyByHand('churn-staging', '222222222222');
          expectSuccess(await life.checkDrift());
          expect((await life.issues()).map(({ title }) => title)).toEqual([
            'The access of churn in staging was changed outside of Pulumi',
          ]);

          await expectSeparation(sandbox);

          const wrong = await life.destroy({ environment: 'staging', endpoint: 'churn-prod' });
          expect(wrong.jobs).toEqual({ confirm: 'failure' });
          expectSuccess(await life.destroy({ environment: 'staging', endpoint: 'churn-staging' }));
          const exist = await Promise.all(
            ENVIRONMENTS.map(({ name, account }) => life.roleExists(`churn-${name}`, account)),
          );
          expect(exist).toEqual([true, false, true]);
        },
      ),
    MINUTES,
  );

  /** Jobs of each environment, at the roles and the state of each: they get in at their own, and at no other. */
  async function expectSeparation(sandbox: Sandbox): Promise<void> {
    for (const from of ENVIRONMENTS) {
      const subject = `repo:acme/churn:environment:${from.name}`;
      const keys = await assumeByToken(sandbox.aws, deployRoleOf(from), subject);
      for (const to of ENVIRONMENTS) {
        const isOwn = from === to;
        const reached = {
          'the role of the workflows': await succeeds(assumeByToken(sandbox.aws, deployRoleOf(to), subject)),
          'the role of the model': await succeeds(
            assumeByToken(sandbox.aws, `arn:aws:iam::${to.account}:role/churn-${to.name}`, subject),
          ),
          'the state, to read': await succeeds(stateOf(sandbox, to, keys)),
          'the state, to write': await succeeds(writeState(sandbox, to, keys)),
          'the role, to change': await succeeds(changeRole(sandbox, to, keys)),
        };
        expect([from.name, to.name, reached]).toEqual([
          from.name,
          to.name,
          Object.fromEntries(Object.keys(reached).map((what) => [what, isOwn])),
        ]);
      }
    }
  }

  type Place = (typeof ENVIRONMENTS)[number];

  const deployRoleOf = ({ name, account }: Place) => `arn:aws:iam::${account}:role/churn-${name}-access-deploy`;
  const bucketOf = ({ account, region }: Place) => `model-access-${account}-${region}`;

  function stateOf(sandbox: Sandbox, place: Place, keys: Credentials) {
    return s3Of(sandbox, keys).send(new ListObjectsV2Command({ Bucket: bucketOf(place) }));
  }

  function writeState(sandbox: Sandbox, place: Place, keys: Credentials) {
    return s3Of(sandbox, keys).send(new PutObjectCommand({ Bucket: bucketOf(place), Key: 'test', Body: 'test' }));
  }

  /** Requests to IAM go to the account of the keys, whatever they name: the name alone must not be enough. */
  async function changeRole(sandbox: Sandbox, { name, account }: Place, keys: Credentials): Promise<void> {
    const iam = new IAMClient(sandbox.aws.client(keys));
    const update = new UpdateRoleCommand({
      RoleName: `churn-${name}`,
      Description: 'changed',
      MaxSessionDuration: 3600,
    });
    await iam.send(update);
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: `churn-${name}` }));
    expect(Role!.Arn).toContain(account);
  }

  function s3Of(sandbox: Sandbox, keys: Credentials): S3Client {
    return new S3Client({ ...sandbox.aws.client(keys), forcePathStyle: true });
  }

  /** The names of the stacks whose state is in the account. */
  async function statesIn(sandbox: Sandbox, account: string): Promise<string[]> {
    const place = ENVIRONMENTS.find((each) => each.account === account)!;
    const { Contents = [] } = await stateOf(sandbox, place, sandbox.aws.admins[account]!);
    return Contents.flatMap(({ Key }) => /^\.pulumi\/stacks\/.*\/([^/]+)\.json$/.exec(Key!)?.[1] ?? []);
  }

  async function succeeds(attempt: Promise<unknown>): Promise<boolean> {
    return attempt.then(
      () => true,
      (error: Error) => {
        expect(error.name).toMatch(/^AccessDenied/);
        return false;
      },
    );
  }
});

describe("an existing project of projen's own", () => {
  it(
    'in Python has the component beside its own files, and lives',
    async () => {
      const existing = await scaffoldByProjenrc(folder, registry, PYTHON);
      await actionlint(existing);
      expect(await readFile(join(existing.folder, 'README.md'), 'utf8')).not.toContain('model-deployment-iam');

      await live(existing, { model: 'churn-prod' }, async (life) => {
        await life.bootstrap('cloudformation', [{ slug: 'churn-prod', region: 'us-west-2' }]);
        expectSuccess(await life.openPullRequest());
        expect(life.comments()).toHaveLength(1);
        const deploy = expectSuccess(await life.merge());
        expect(deploy.log).toContain('churn-prod answers');
        expectSuccess(await life.destroy({ endpoint: 'churn-prod' }));
        expect(await life.roleExists('churn-prod')).toBe(false);
      });
    },
    MINUTES,
  );
});

/** The oldest of what package.json asks for. */
it(
  'works with the oldest projen and Node of its range',
  async () => {
    const oldest = ['projen@0.103.0', 'constructs@10.5.0', 'node@22.1.0'];
    const project = await scaffoldByProjenrc(folder, registry, BARE, oldest);
    expect(await project.run('npm', 'exec', '--', 'node', '--version')).toContain('v22.1.0');
    await actionlint(project);
  },
  MINUTES,
);

const BARE = `
const { Project } = require('projen');
const { ModelDeploymentIam } = require('model-deployment-iam');

const project = new Project({ name: 'churn' });
new ModelDeploymentIam(project, { endpoint: 'churn-prod', bucket: 'my-models', region: 'us-west-2' });
project.synth();
`;

const PYTHON = `
const { python } = require('projen');
const { ModelDeploymentIam } = require('model-deployment-iam');

const project = new python.PythonProject({
  name: 'churn',
  moduleName: 'churn',
  version: '0.1.0',
  authorName: 'Octocat',
  authorEmail: 'octocat@github.example',
});
new ModelDeploymentIam(project, { endpoint: 'churn-prod', bucket: 'my-models', region: 'us-west-2' });
project.synth();
`;
