import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Credentials, LocalAws } from './local-aws';
import { emulatorPython } from './python';

/** A call of AWS's SDK for Python, as `calls.py` makes it. */
export interface PythonCall {
  readonly service: string;
  /** The name of a method, or `wait:` and that of a waiter. */
  readonly call: string;
  readonly with: Readonly<Record<string, unknown>>;
}

/**
 * Makes calls one after the other with AWS's SDK for Python, which is also what the AWS CLI and the SageMaker SDK call with.
 *
 * @returns for each what came of it: `allowed`, `denied: …`, `refused: CODE`, or `not carried out`
 * @throws if the program that makes them fails
 */
export async function makeCalls(
  { url, region }: LocalAws,
  credentials: Credentials,
  calls: readonly PythonCall[],
): Promise<readonly string[]> {
  const child = spawn(await emulatorPython(), [join(__dirname, 'calls.py')]);
  child.stdin.end(JSON.stringify({ endpoint: url, region, ...credentials, calls }));
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (output === '') throw new Error(errors);
  return JSON.parse(output) as string[];
}
