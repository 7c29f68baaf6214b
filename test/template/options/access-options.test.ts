import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { templateOptions } from '../../../projenrc/template-options';
import { INPUTS } from '../../../src/contract';
import { INPUT_OPTIONS, INPUTS_WITHOUT_OPTION } from '../../../src/template/options/input-options';

test('every input of the Action is an option, or there is a reason why not', () => {
  const covered = [...INPUT_OPTIONS.map(({ input }) => input), ...Object.keys(INPUTS_WITHOUT_OPTION)];
  expect(covered.sort()).toEqual(Object.keys(INPUTS).sort());
});

test('the interfaces are those that the contract makes', () => {
  const file = join(__dirname, '../../../src/template/options/access-options.ts');
  expect(readFileSync(file, 'utf8')).toBe(templateOptions(INPUT_OPTIONS));
});

test('an option has the description and the default of its input', () => {
  const [option] = INPUT_OPTIONS.filter(({ input }) => input === 'max-session-duration');
  const lines = templateOptions([option!]).split('\n');
  expect(lines.slice(3, 11)).toEqual([
    'export interface AccessOptions {',
    '  /**',
    '   * How long a session of the role may last, in seconds (3600 to 43200).',
    '   *',
    '   * The input `max-session-duration` of the Action.',
    '   * @default - 3600',
    '   */',
    '  readonly maxSessionDuration?: number;',
  ]);
});
