import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CopyObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { setUpStage, STACK, STATE_BUCKET } from './stage';
import { credentialVariables } from '../../sandbox/aws/local-aws';
import { deployedInIam } from '../../sandbox/demo/deployed';
import { run } from '../../sandbox/process';

const stage = setUpStage();

const KEY = `.pulumi/stacks/${STACK.replace('organization/', '')}.json`;

async function read(key: string): Promise<string> {
  const { Body } = await stage.s3.send(new GetObjectCommand({ Bucket: STATE_BUCKET, Key: key }));
  return Body!.transformToString();
}

async function writeState(text: string): Promise<void> {
  const Body = Buffer.from(text);
  await stage.s3.send(new PutObjectCommand({ Bucket: STATE_BUCKET, Key: KEY, Body }));
}

/** As a user would type it. */
async function importBackup(backup: string): Promise<void> {
  const { sandbox } = stage;
  const file = join(sandbox.folder, 'backup.json');
  const { version, checkpoint } = JSON.parse(await read(backup));
  await writeFile(file, JSON.stringify({ version, deployment: checkpoint.latest }));
  const env = {
    ...sandbox.environment,
    ...credentialVariables(sandbox.workflowUser),
    ...{ AWS_REGION: sandbox.aws.region, PULUMI_BACKEND_URL: sandbox.backendUrl, PULUMI_CONFIG_PASSPHRASE: '' },
  };
  await run('pulumi', ['stack', 'import', '--stack', STACK, '--file', file], { cwd: sandbox.folder, env });
}

it('a state that is damaged stops every command, is left as it is, and comes back from the backup that is named', async () => {
  await stage.deployed();
  const [before, inIam] = [await read(KEY), await deployedInIam(stage.sandbox)];
  let log = '';

  // The engine would take the first two for a stack that has nothing.
  for (const [command, damaged] of [
    ['up', '{}'],
    ['destroy', 'null'],
    ['drift', before.slice(0, before.length / 2)],
    ['preview', before.replace('"urn":', '"run":')],
  ] as const) {
    await writeState(damaged);
    const failed = await stage.act({ inputs: { command } });
    log = failed.log;
    expect([command, failed.outputs['failure-reason'], failed.exitCode]).toEqual([command, 'state-damaged', 1]);
    expect(log).toContain("The state of the stack can't be used: ");
    expect(await read(KEY)).toBe(damaged);
    expect(await deployedInIam(stage.sandbox)).toEqual(inIam);
  }

  const [, backup, to] = /aws s3 cp s3:\/\/my-pulumi-state\/(\S+) s3:\/\/(\S+)/.exec(log)!;
  expect(to).toBe(`${STATE_BUCKET}/${KEY}`);
  await stage.s3.send(
    new CopyObjectCommand({ Bucket: STATE_BUCKET, CopySource: `${STATE_BUCKET}/${backup}`, Key: KEY }),
  );
  await stage.expectStateToMatchIam();

  await writeState('{"version":3,"check');
  await importBackup(backup!);
  await stage.expectStateToMatchIam();
});
