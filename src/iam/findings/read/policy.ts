import type { PolicyKind } from '../../evaluate/read';
import type { Problem } from '../finding';
import { quoted } from '../text';
import type { PolicyView, StatementView } from '../view';
import { unknownElements } from './elements';
import { readStatement } from './statement';
import * as rules from './structure-rules';
import { isObject, type JsonObject, nameOfType } from './values';

export interface ReadPolicyView {
  readonly policy: PolicyView;
  readonly problems: readonly Problem[];
}

const ELEMENTS = ['Version', 'Id', 'Statement'];

/**
 * Reads as much of a document as can be read, and collects all that is wrong with its form.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 *
 * @param document parsed JSON
 */
export function readPolicyView(document: unknown, kind: PolicyKind): ReadPolicyView {
  if (!isObject(document)) {
    const policy = { kind, document, variables: false, statements: [] };
    return { policy, problems: [{ rule: rules.NOT_A_POLICY, message: `The document is ${nameOfType(document)}.` }] };
  }
  const problems = [
    ...unknownElements(Object.keys(document), ELEMENTS),
    ...problemsOfId(document),
    ...problemsOfVersion(document.Version, kind),
  ];
  const statements: StatementView[] = [];
  for (const [index, raw] of statementsOf(document, problems).entries()) {
    statements.push(readStatement(raw, index, kind, problems));
  }
  problems.push(...duplicateSids(statements));
  return { policy: { kind, document, variables: document.Version === '2012-10-17', statements }, problems };
}

function problemsOfId({ Id: id }: JsonObject): Problem[] {
  if (id === undefined || typeof id === 'string') return [];
  return [{ rule: rules.WRONG_TYPE, message: `Id is ${nameOfType(id)}, not a text.` }];
}

function problemsOfVersion(version: unknown, kind: PolicyKind): Problem[] {
  if (version === '2012-10-17') return [];
  const message =
    version === undefined ? 'The document has no Version.' : `The Version of the document is ${quoted(version)}.`;
  if (version !== undefined && version !== '2008-10-17') return [{ rule: rules.INVALID_VERSION, message }];
  return [{ rule: kind === 'identity' ? rules.VERSION_REQUIRED : rules.OLD_VERSION, message }];
}

function statementsOf({ Statement: content }: JsonObject, problems: Problem[]): readonly unknown[] {
  const noStatement = (message: string) => {
    problems.push({ rule: rules.NO_STATEMENT, message });
    return [];
  };
  if (content === undefined) return noStatement('The document has no Statement.');
  if (Array.isArray(content)) return content.length > 0 ? content : noStatement('Statement is an empty array.');
  if (isObject(content)) return [content];
  problems.push({ rule: rules.WRONG_TYPE, message: `Statement is ${nameOfType(content)}, not an object or an array.` });
  return [];
}

/** An empty Sid counts as none. */
function duplicateSids(statements: readonly StatementView[]): Problem[] {
  const seen = new Map<string, number>();
  return statements.flatMap(({ index, sid }): Problem[] => {
    if (!sid) return [];
    const first = seen.get(sid);
    seen.set(sid, first ?? index);
    const message = `The Sid ${quoted(sid)} is also that of statement ${(first ?? 0) + 1}.`;
    return first === undefined ? [] : [{ rule: rules.DUPLICATE_SID, statement: { index, sid }, message }];
  });
}
