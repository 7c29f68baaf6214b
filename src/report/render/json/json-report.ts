import { type JsonReport, SCHEMA_ADDRESS, SCHEMA_VERSION } from './form/report';
import type { DocumentChange } from '../../../iam/policy/document-change';
import { parseDocumentText } from '../../../iam/policy/document-text';
import { REFERENCE_SOURCE } from '../../../iam/reference/source';
import { expectedText, type Problem } from '../../../request/problem';
import type { Assessment, Boundary, Report, RoleReport } from '../../model';

/** The report for programs: JSON as `docs/report.schema.json` describes it. */
export function renderJson(report: Report): string {
  return `${JSON.stringify(jsonReport(report), undefined, 2)}\n`;
}

function jsonReport(report: Report): JsonReport {
  const common = { $schema: SCHEMA_ADDRESS, schemaVersion: SCHEMA_VERSION, run: report.run } as const;
  switch (report.outcome) {
    case 'invalid-input': {
      const { outcome, endpoint } = report;
      return { ...common, outcome, endpoint, problems: report.problems.map(jsonProblem) };
    }
    case 'completed': {
      const { outcome, command, access } = report;
      return { ...common, outcome, command, ...assessed(access), access: jsonAccess(access) };
    }
    case 'failed': {
      const { outcome, command, endpoint, failure, access } = report;
      const known = access && { access: jsonAccess(access) };
      return { ...common, outcome, command, endpoint, failure, ...assessed(access), ...known };
    }
  }
}

function jsonProblem(problem: Problem) {
  const { name, value } = problem;
  return { input: name, value, expected: expectedText(problem) };
}

function assessed(access: RoleReport | undefined) {
  const { assessment } = access ?? {};
  return { ...(assessment && { assessment: jsonAssessment(assessment) }), serviceReference: REFERENCE_SOURCE };
}

function jsonAccess({
  target,
  stack,
  changes,
  notes,
  verification,
  accessTests,
  approval,
  boundary,
  foreignPolicies,
  unseen,
  idleIgnores,
  comparedWith,
  ...rest
}: RoleReport) {
  return {
    target,
    stack,
    policy: { name: rest.policyName, arn: rest.policyArn, document: jsonDocuments(rest.policy) },
    role: { name: rest.roleName, arn: rest.roleArn, document: jsonDocuments(rest.trust) },
    changes,
    ...(verification && { verification }),
    ...(accessTests && { accessTests }),
    ...(approval && { approval }),
    ...(boundary && { boundary: jsonBoundaries(boundary) }),
    foreignPolicies: foreignPolicies.map((policy) => ({ ...policy, document: parseDocumentText(policy.document) })),
    unseen,
    ...(idleIgnores && { idleIgnores }),
    comparedWith,
    notes,
  };
}

function jsonBoundaries({ before, after }: NonNullable<RoleReport['boundary']>) {
  const jsonBoundary = (side: Boundary) => ({
    ...side,
    ...(side.document !== undefined && { document: parseDocumentText(side.document) }),
  });
  return { ...(before && { before: jsonBoundary(before) }), ...(after && { after: jsonBoundary(after) }) };
}

/** The edition stands beside the assessment, for reports that have none. */
function jsonAssessment({ matrix, serviceReference: _, ...rest }: Assessment) {
  // JSON has no place for what is undefined in a list.
  const rows = matrix.rows.map(({ action, cells }) => ({ action, cells: cells.map((cell) => cell ?? null) }));
  return { ...rest, matrix: { ...matrix, rows } };
}

function jsonDocuments({ before, after }: DocumentChange) {
  return { before: parseDocumentText(before), after: parseDocumentText(after) };
}
