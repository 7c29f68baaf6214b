import {
  CommandError,
  ConcurrentUpdateError,
  StackAlreadyExistsError,
  StackNotFoundError,
} from '@pulumi/pulumi/automation';

/** As the Automation API makes them of a command that fails: with execa's message in the place of the standard error. */
type ErrorClass = new (result: { stdout: string; stderr: string; code: number; toString(): string }) => Error;

const COMMAND = 'Command failed with exit code 255: pulumi stack init --stack churn --non-interactive';

export function commandError(stderr: string, stdout = ''): Error {
  return new (CommandError as unknown as ErrorClass)(resultOf(`${COMMAND}\n${stderr}`, stdout));
}

export function concurrentUpdateError(stderr: string): Error {
  return new (ConcurrentUpdateError as unknown as ErrorClass)(resultOf(`${COMMAND}\n${stderr}`, ''));
}

export function stackAlreadyExistsError(stack: string): Error {
  const message = `error: stack '${stack}' already exists`;
  return new (StackAlreadyExistsError as unknown as ErrorClass)(resultOf(`${COMMAND}\n${message}`, ''));
}

export function stackNotFoundError(stack: string): Error {
  const message = `error: no stack named '${stack}' found`;
  return new (StackNotFoundError as unknown as ErrorClass)(resultOf(`${COMMAND}\n${message}`, ''));
}

function resultOf(stderr: string, stdout: string) {
  const code = -2;
  return { stdout, stderr, code, toString: () => `code: ${code}\n stdout: ${stdout}\n stderr: ${stderr}\n` };
}
