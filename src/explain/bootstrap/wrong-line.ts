import type { WrongOption } from './flags';
import { redactor } from '../../report/redact';
import { visible } from '../../report/visible';

const withoutSecrets = redactor([]);

/** Everything that is wrong with a command line, and where to read more. */
export function wrongLineText(wrong: readonly WrongOption[], command: string): string {
  const lines = wrong.map(({ name, value, expected }) => {
    const given = value === undefined ? '' : ` ${typeof value === 'string' ? value : JSON.stringify(value)}`;
    return visible(withoutSecrets(`${name}${given}: expected ${expected}`));
  });
  return [...lines, `Try: model-deployment-iam ${command} --help`, ''].join('\n');
}
