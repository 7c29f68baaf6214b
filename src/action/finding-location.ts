import type { Finding } from '../iam/findings/finding';
import { canonicalForm } from '../iam/policy/canonical';
import type { Statement } from '../iam/policy/document';
import { parseDocumentText } from '../iam/policy/document-text';
import { readPolicy } from '../iam/policy/read';
import type { SarifLocation } from '../report/render/sarif';
import type { StatementsSource } from '../request/request';

interface FindingSources {
  /** What is shown for all that is from no file of its own. */
  readonly workflow: string;
  /** The policy document that the findings are about, as JSON. */
  readonly policy?: string;
  readonly extraStatements: readonly Statement[];
  readonly extraStatementsSource?: StatementsSource;
}

/**
 * Where in the repository somebody can do something about a finding: at a statement in the file of `extra-statements`, else in
 * the workflow, whose inputs make all the others.
 */
export function findingLocator(sources: FindingSources): (finding: Finding) => SarifLocation {
  const { workflow, policy, extraStatements, extraStatementsSource: source } = sources;
  if (!source || policy === undefined) return () => ({ file: workflow });

  const forms = extraStatements.map(formOf);
  const { statements } = readPolicy(parseDocumentText(policy), 'identity');
  const formAt = (index: number) => formOf(statements[index]?.raw);
  return ({ subject, statement }) => {
    const index = subject === 'permissions' && statement ? forms.indexOf(formAt(statement.index)) : -1;
    return index < 0 ? { file: workflow } : { file: source.file, line: source.lines[index] };
  };
}

function formOf(statement: unknown): string | undefined {
  return canonicalForm(JSON.stringify({ Statement: [statement] }));
}
