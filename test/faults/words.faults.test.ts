import { readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { type Told, wrongInTelling } from './invariants';
import { PROCESS_FAULTS, REQUEST_FAULTS } from './matrix';
import { setUpStage, STACK } from './stage';
import { standIn } from './stand-in';
import { type ActionOptions } from '../../sandbox/action';
import { credentialVariables } from '../../sandbox/aws/local-aws';
import { deployedInIam, NOTHING } from '../../sandbox/demo/deployed';
import { run } from '../../sandbox/process';

const stage = setUpStage();

/** An `up` that fails, in words for people. */
async function failedUp(options: Partial<ActionOptions>): Promise<Told> {
  const begun = Date.now();
  const failed = await stage.actThroughProxy({ inputs: { command: 'up', 'report-file': 'report.json' }, ...options });
  const told = { ...failed, report: '{}', milliseconds: Date.now() - begun };
  expect(wrongInTelling(told, { bound: 60_000 })).toEqual([]);
  expect(failed.exitCode).toBe(1);
  return told;
}

function processFault(program: string, name: string) {
  return PROCESS_FAULTS.find((fault) => fault.program === program && fault.name === name)!;
}

describe('what breaks on the runner', () => {
  it.each([
    ['pulumi', 'panics', /crashed: runtime error: invalid memory address or nil pointer dereference\./],
    ['pulumi', 'is killed', /was killed \(SIGKILL\)/],
    ['pulumi-resource-aws', 'panics', /The Pulumi engine or its AWS plugin crashed/],
  ])('is told as a crash: %s %s', async (program, name, sentence) => {
    const environment = await standIn(processFault(program, name), stage.sandbox);
    const failed = await failedUp({ environment });
    expect(failed.outputs['failure-reason']).toBe('engine-crashed');
    expect(failed.log).toMatch(sentence);
    expect(await deployedInIam(stage.sandbox)).toEqual(NOTHING);
  });

  it('is not taken for nothing to do: an engine that does nothing, and is content', async () => {
    const environment = await standIn(processFault('pulumi', 'does nothing and is content'), stage.sandbox);
    const failed = await failedUp({ environment });
    expect(failed.outputs).toMatchObject({ 'failure-reason': 'engine-failure', 'has-changes': '' });
  });

  it('is the file of the passphrase, which is not there', async () => {
    const failed = await failedUp({ environment: { PULUMI_CONFIG_PASSPHRASE_FILE: '/no/such/file' } });
    expect(failed.outputs['failure-reason']).toBe('backend');
    expect(failed.log).toContain('PULUMI_CONFIG_PASSPHRASE_FILE');
  });
});

describe('a network that answers in the place of AWS', () => {
  it.each([0, 1])('is no trouble with credentials: STS, after %d questions', async (after) => {
    const page = REQUEST_FAULTS.find(({ name }) => name === 'HTML with 200')!;
    stage.proxy.inject({ ...page.aws, action: 'GetCallerIdentity', after });
    const failed = await failedUp({});
    expect(failed.outputs['failure-reason']).toBe('unreachable');
    expect(await deployedInIam(stage.sandbox)).toEqual(NOTHING);
  });
});

it('the commands of docs/recovery.md can be typed as they are', async () => {
  await stage.deployed();
  const page = readFileSync(join(__dirname, '../../docs/recovery.md'), 'utf8');
  const blocks = [...page.matchAll(/^ *```sh\n([^]*?)^ *```$/gm)].map(([, block]) => block!);
  expect(blocks.length).toBeGreaterThan(5);
  // The one resource that is named is the last of the stack, the attachment.
  const urn = `"$(pulumi stack export --stack "$STACK" | jq -r '.deployment.resources[-1].urn')"`;
  const script = ['set -e', ...blocks].join('\n').replaceAll("'URN'", urn);
  const { aws, environment, folder } = stage.sandbox;
  await run('sh', ['-c', script], {
    cwd: await mkdtemp(join(folder, 'recovery-')),
    env: {
      ...environment,
      // Whoever types them may look at the versions of the bucket, which the Action may not.
      ...credentialVariables(aws.admin),
      AWS_REGION: aws.region,
      PULUMI_CONFIG_PASSPHRASE: '',
      PULUMI_SKIP_UPDATE_CHECK: 'true',
    },
  });
  expect(page).toContain(STACK);
  // What the state was made to forget, `up` makes good.
  expect((await stage.act({ inputs: { command: 'up' } })).outputs['failure-reason']).toBe('');
  await stage.expectStateToMatchIam();
});
