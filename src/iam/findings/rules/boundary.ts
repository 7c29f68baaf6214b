import { comparePermissions } from '../../compare/permissions';
import type { ReadStatement } from '../../policy/policy';
import { readPolicy } from '../../policy/read';
import type { WellFormedPolicy } from '../../policy/well-formed';
import type { Problem, Rule } from '../finding';
import { PAGES } from '../pages';
import { listed, quoted } from '../text';
import { statementId } from '../view';

const NOTHING_LEFT: Rule = {
  id: 'boundary-allows-nothing',
  severity: 'warning',
  title: 'The permissions boundary allows nothing of what the policy allows.',
  why: 'A role may do what its policy and its permissions boundary both allow. This one may do nothing: every request is denied.',
  fix: 'Bound the role by a policy that allows what the role is for, or have what it needs added to the boundary.',
  documentation: PAGES.boundaries,
};

const OUTSIDE_BOUNDARY: Rule = {
  id: 'outside-boundary',
  severity: 'warning',
  title: 'The permissions boundary allows nothing of what a statement allows.',
  why: 'What the statement grants is denied, until somebody changes the boundary: then it is allowed, and nobody is asked again.',
  fix: 'Remove the statement, or have what it allows added to the boundary.',
  documentation: PAGES.boundaries,
};

const FILE_DIFFERS: Rule = {
  id: 'boundary-file-differs',
  severity: 'warning',
  title: 'The file of boundary-file does not say what the permissions boundary says.',
  why: 'The report goes by what IAM has. Where IAM can not be asked it goes by the file, and would tell something else.',
  fix: 'Bring the file up to date.',
  documentation: PAGES.boundaries,
};

export const BOUNDARY_RULES: readonly Rule[] = [NOTHING_LEFT, OUTSIDE_BOUNDARY, FILE_DIFFERS];

/** That the repository has another document for a boundary than IAM. */
export interface BoundaryFileDiffers {
  readonly arn: string;
  readonly file: string;
}

export function differingFile({ arn, file }: BoundaryFileDiffers): Problem {
  const version = `"$(aws iam get-policy --policy-arn ${arn} --query Policy.DefaultVersionId --output text)"`;
  return {
    rule: FILE_DIFFERS,
    message: `${quoted(file)} says something else than ${quoted(arn)} does in IAM.`,
    fix: `Bring the file up to date with what this prints: aws iam get-policy-version --policy-arn ${arn} --version-id ${version} --query PolicyVersion.Document`,
  };
}

/** Each statement that is looked at by itself takes its time. */
const MAX_STATEMENTS = 20;

/**
 * Which statements grant nothing because of the boundary.
 *
 * @param document an identity policy as parsed JSON, of whatever form
 */
export function checkBoundary(document: unknown, boundary: WellFormedPolicy): Problem[] {
  const within = comparePermissions(undefined, document, { after: boundary });
  const cut = new Set((within.cutAway ?? []).map(({ statement }) => statement.index));
  if (cut.size === 0 || within.incomplete !== undefined) return [];
  if (within.differences.length === 0) {
    return [
      { rule: NOTHING_LEFT, message: 'Nothing of what the policy allows is allowed by the permissions boundary.' },
    ];
  }
  const { statements, variables } = readPolicy(document, 'identity');
  return statements
    .filter(({ index, effect }) => effect === 'Allow' && cut.has(index))
    .slice(0, MAX_STATEMENTS)
    .filter((statement) => isOutside(statement, variables, boundary))
    .map((statement) => ({
      rule: OUTSIDE_BOUNDARY,
      statement: statementId(statement),
      message: `Nothing of what the statement allows${actionsOf(statement)} is allowed by the permissions boundary.`,
    }));
}

function isOutside({ raw }: ReadStatement, variables: boolean, boundary: WellFormedPolicy): boolean {
  const alone = { Version: variables ? '2012-10-17' : '2008-10-17', Statement: [raw] };
  return comparePermissions(undefined, alone, { after: boundary }).differences.length === 0;
}

function actionsOf({ actions }: ReadStatement): string {
  return actions && !actions.not ? ` (${listed(actions.entries)})` : '';
}
