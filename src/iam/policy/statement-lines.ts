import { jsonTokens } from '../../shared/json-text';

/**
 * The lines, from 1, in which the statements of a file begin.
 *
 * @param text valid JSON: an array of statements, or a policy document
 */
export function statementLines(text: string): number[] {
  const lines: number[] = [];
  /** The brackets that are open, from outside to inside. */
  let open = '';
  let key: string | undefined;
  let previous = '';
  for (const { token, line } of jsonTokens(text)) {
    if (token === '{' || token === '[') {
      const isAmongStatements = open === '[' || (key === 'Statement' && (open === '{' || open === '{['));
      if (token === '{' && isAmongStatements) lines.push(line);
      open += token;
    } else if (token === '}' || token === ']') {
      open = open.slice(0, -1);
    } else if (token === ':' && open === '{') {
      key = JSON.parse(previous) as string;
    }
    previous = token;
  }
  return lines;
}
