import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PulumiCommand } from '@pulumi/pulumi/automation';
import { saltIn, withoutWrongSalt } from '../../../src/stack/state/salt';
import { commandError } from '../command-errors';

const SALT = 'v1:fw2x/4ZS5Xk=:v1:p+UlURmwKQq3cF5b:PReR5vGXG1dsAOlekZvTCH18OlqXCg==';

it('is that of the passphrase, in the form that the engine writes', () => {
  expect(saltIn({ secrets_providers: { type: 'passphrase', state: { salt: SALT } } })).toBe(SALT);
});

it.each([
  {},
  { secrets_providers: null },
  { secrets_providers: { type: 'passphrase' } },
  { secrets_providers: { type: 'cloud', state: { salt: SALT } } },
  { secrets_providers: { type: 'passphrase', state: { salt: 1 } } },
  { secrets_providers: { type: 'passphrase', state: { salt: `${SALT}\nconfig: {}` } } },
  { secrets_providers: { type: 'passphrase', state: { salt: `v1:${'a'.repeat(1000)}:v1:b:c` } } },
])('is none in %j', (deployment) => {
  expect(saltIn(deployment)).toBeUndefined();
});

describe('an engine that is given the salt', () => {
  const WRONG = 'error: getting stack configuration: get stack secrets manager: incorrect passphrase';
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'salt-'));
    file = join(folder, 'Pulumi.churn.yaml');
    await writeFile(file, `secretsprovider: passphrase\nencryptionsalt: ${SALT}\nconfig:\n  aws:region: us-west-2\n`);
  });
  afterEach(() => rm(folder, { recursive: true }));

  function running(run: () => Promise<unknown>) {
    return (withoutWrongSalt({ run } as unknown as PulumiCommand, file) as unknown as { run: typeof run }).run();
  }

  it('is started again without it where the passphrase is another', async () => {
    const run = jest.fn().mockRejectedValueOnce(commandError(WRONG)).mockResolvedValue('done');
    expect(await running(run)).toBe('done');
    expect(run).toHaveBeenCalledTimes(2);
    expect(await readFile(file, 'utf8')).toBe('secretsprovider: passphrase\nconfig:\n  aws:region: us-west-2\n');
  });

  it('is not started again for anything else', async () => {
    const run = jest.fn().mockRejectedValue(commandError('error: something else'));
    await expect(running(run)).rejects.toThrow('something else');
    expect(run).toHaveBeenCalledTimes(1);
  });
});
