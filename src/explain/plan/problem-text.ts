import { inWords, type Problem } from '../../request/problem';

/** By the name of the option. */
export function problemText({ name, value, expected, remedy = '' }: Problem): string {
  const text = [expected, remedy].map((each) => inWords(each, (input) => `--${input}`)).join('');
  return `--${name}${value === undefined ? '' : ` ${value}`}: expected ${text}`;
}
