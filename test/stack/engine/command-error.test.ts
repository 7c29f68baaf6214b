import { describeCommandError } from '../../../src/stack/engine/command-error';
import { commandError } from '../command-errors';

it.each<[string, unknown, string]>([
  ['what the engine wrote', commandError('error: no stack\n'), 'error: no stack'],
  ['no colours', commandError('\u001b[31merror:\u001b[0m no stack'), 'error: no stack'],
  ['the other output, where there is nothing else', commandError('', '\nno stack\n'), 'no stack'],
  ['the message of another error', new Error('no such file'), 'no such file'],
  ['what was thrown, if it is no error', 'oops', 'oops'],
])('is %s', (_, error, expected) => {
  expect(describeCommandError(error)).toBe(expected);
});

it('keeps a line of the engine that looks like the command line', () => {
  expect(describeCommandError(commandError('error: x\nCommand failed with exit code 1: helm'))).toBe(
    'error: x\nCommand failed with exit code 1: helm',
  );
});
