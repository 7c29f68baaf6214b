import { codeUnits, type Glob, globOfTokens, type Tokens, Wildcard } from './glob';
import { remembering } from '../../shared/memoize';

/**
 * The glob of a pattern of ARNs in AWS's data.
 *
 * @param arnPattern `*` stands for one or more characters, `%` for one or more that are neither `/` nor `:`
 */
export const referenceGlob = remembering((arnPattern: string): Glob => {
  return globOfTokens([...arnPattern].flatMap(tokensOf));
});

function tokensOf(character: string): Tokens {
  switch (character) {
    case '*':
      return [Wildcard.one, Wildcard.many];
    case '%':
      return [Wildcard.oneInName, Wildcard.manyInName];
    default:
      return codeUnits(character);
  }
}
