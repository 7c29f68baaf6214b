import type { FormProblem } from './policy';
import { readPolicy } from './read';
import { statementLines } from './statement-lines';
import { jsonErrorText } from '../../shared/json-error';
import { duplicateKeys } from '../../shared/json-text';

/** Whoever gets as many wrong wants to look at the file, not at more of them. */
const MAX_PROBLEMS = 20;

/**
 * An identity policy as somebody wrote it down, with all that keeps AWS from storing it.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 *
 * @param text a policy document as JSON
 * @returns the text if it is a document; else problems, each the end of a sentence that starts with "expected"
 */
export function parsePolicyDocument(text: string): {
  readonly document?: string;
  readonly problems: readonly string[];
} {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { problems: [`JSON, but ${jsonErrorText(text) || 'it can not be read'}`] };
  }
  const lines = statementLines(text);
  const problems = [
    ...duplicateKeys(text).map(({ key, line }) => `the key ${JSON.stringify(key)} once in the object in line ${line}`),
    ...readPolicy(json, 'identity')
      .problems.filter(({ isReadable }) => !isReadable)
      .map((problem) => inPlace(problem, lines)),
  ];
  if (problems.length === 0) return { document: text, problems };
  const more = problems.length - MAX_PROBLEMS;
  return {
    problems: more > 0 ? [...problems.slice(0, MAX_PROBLEMS), `${more} more things to be otherwise`] : problems,
  };
}

function inPlace({ expected, statement }: FormProblem, lines: readonly number[]): string {
  if (!statement) return expected;
  const line = lines[statement.index];
  return `${expected} in statement ${statement.index + 1}${line === undefined ? '' : ` (line ${line})`}`;
}
