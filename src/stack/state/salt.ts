import { readFile, writeFile } from 'node:fs/promises';
import type { PulumiCommand } from '@pulumi/pulumi/automation';
import { isObject, type JsonObject } from '../../shared/json';
import { describeCommandError } from '../engine/command-error';
import { withRun } from '../engine/with-run';

const SALT = /^v1:[\w+/=]{1,64}:v1:[\w+/=]{1,64}:[\w+/=]{1,128}$/;

/**
 * By which the engine makes a key of the passphrase, in a million rounds. A stack's settings usually have it; where they do
 * not, the engine makes another one, and so two keys: for the state, and for what it writes there.
 *
 * https://github.com/pulumi/pulumi/blob/master/pkg/secrets/passphrase/manager.go
 *
 * @param deployment as the engine writes it
 * @returns `undefined` where no passphrase keeps the secrets of the state
 */
export function saltIn({ secrets_providers: secrets }: JsonObject): string | undefined {
  if (!isObject(secrets) || secrets.type !== 'passphrase' || !isObject(secrets.state)) return undefined;
  const { salt } = secrets.state;
  return typeof salt === 'string' && SALT.test(salt) ? salt : undefined;
}

/**
 * With a salt in the settings, the engine refuses another passphrase than the state's. Nothing in the state is secret, so that
 * it is to open with any: a process that was refused is started again without the salt.
 *
 * @param file the settings of the stack
 */
export function withoutWrongSalt(engine: PulumiCommand, file: string): PulumiCommand {
  return withRun(engine, (run) => async (...options) => {
    try {
      return await run(...options);
    } catch (error) {
      if (!/get stack secrets manager: incorrect passphrase/.test(describeCommandError(error))) throw error;
      const settings = await readFile(file, 'utf8');
      await writeFile(file, settings.replace(/^encryptionsalt:.*\n/m, ''));
      return run(...options);
    }
  });
}
