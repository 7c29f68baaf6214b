import type { Check } from './check';
import { examine } from './examine';
import { githubApi } from './github-facts';
import { redactor } from '../../report/redact';
import { visible } from '../../report/visible';
import { type BootstrapLine, readBootstrapLine } from '../bootstrap/read-bootstrap';
import { DOCTOR_USAGE } from '../bootstrap/usage';
import { wrongLineText } from '../bootstrap/wrong-line';
import { jsonText } from '../json-text';

interface DoctorConsole {
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
  readonly environment: NodeJS.ProcessEnv;
  readonly folder: string;
}

const withoutSecrets = redactor([]);

/**
 * Looks at what the bootstrap makes.
 *
 * @param line the arguments behind `doctor`
 * @returns the exit code
 */
export async function runDoctor(line: readonly string[], console: DoctorConsole): Promise<0 | 1 | 2> {
  const result = readBootstrapLine(line, console.folder);
  if (result === 'help') {
    console.print(DOCTOR_USAGE);
    return 0;
  }
  const wrong = 'wrong' in result ? result.wrong : wrongUse(result.read);
  if (wrong.length > 0 || 'wrong' in result) {
    console.printError(wrongLineText(wrong, 'doctor'));
    return 2;
  }
  const { environment } = console;
  const checks = await examine(result.read, { environment, ask: githubApi(environment) });
  console.print(result.read.format === 'json' ? jsonText({ checks }) : checksText(checks));
  return checks.some(({ state }) => state === 'wrong' || state === 'unknown') ? 1 : 0;
}

function wrongUse({ format = 'text', repository }: BootstrapLine) {
  return [
    ...(['text', 'json'].includes(format) ? [] : [{ name: '--format', value: format, expected: 'text or json' }]),
    ...(repository ? [] : [{ name: '--repository', expected: 'OWNER/NAME of the repository on GitHub' }]),
  ];
}

const MARKS: Readonly<Record<Check['state'], string>> = {
  right: 'ok     ',
  wrong: 'WRONG  ',
  unknown: 'UNKNOWN',
  none: '-      ',
};

function checksText(checks: readonly Check[]): string {
  const lines = checks.flatMap(({ state, text, fix }) => [
    `${MARKS[state]} ${visible(withoutSecrets(text))}`,
    ...(fix === undefined ? [] : [`        ${state === 'unknown' ? 'see' : 'fix'}: ${visible(fix)}`]),
  ]);
  const count = (state: Check['state']) => checks.filter((check) => check.state === state).length;
  const [bad, open] = [count('wrong'), count('unknown')];
  const verdict =
    bad + open === 0
      ? 'All is well.'
      : `${bad} wrong, ${open} not known. Of what is not known, nothing is said to be well.`;
  return [...lines, '', verdict, ''].join('\n');
}
