import type { Decision } from '../../sandbox/aws/local-aws';
import { globOf, matchesGlob } from '../../src/iam/glob/glob';
import { parseResourcePattern } from '../../src/iam/glob/resource-pattern';
import type { PolicyDocument } from '../../src/iam/policy/document';

/** One action on one kind of resource. */
export interface Grant {
  readonly action: string;
  /** Patterns of ARNs. */
  readonly resources: readonly string[];
}

/** What is permitted, but can't be judged here, and why. */
export const NOT_JUDGED: Readonly<Record<string, string>> = {
  'kms:Encrypt': 'the engine asks KMS itself, and there is no key here',
  'kms:Decrypt': 'the engine asks KMS itself, and there is no key here',
  'access-analyzer:ValidatePolicy': "the sandbox's analyzer is no part of the AWS that enforces policies",
  'access-analyzer:CheckAccessNotGranted': 'the same',
  'access-analyzer:CheckNoNewAccess': 'the same',
  'access-analyzer:CheckNoPublicAccess': 'the same',
  'iam:SimulateCustomPolicy': "the sandbox's simulator stands before the AWS that enforces policies",
  'iam:SimulatePrincipalPolicy': 'the same',
};

export function grants(document: PolicyDocument): Grant[] {
  return [document.Statement]
    .flat()
    .flatMap(({ Action, Resource }) => [Action!].flat().map((action) => ({ action, resources: [Resource!].flat() })));
}

/** @returns what a document permits and nobody asked for; what several statements permit was asked of the first of them */
export function unusedGrants(document: PolicyDocument, decisions: readonly Decision[]): Grant[] {
  const all = grants(document);
  const used = new Set(decisions.map((decision) => all.find((grant) => permits(grant, decision))));
  return all.filter((grant) => !used.has(grant));
}

export function isUsed(grant: Grant, document: PolicyDocument, decisions: readonly Decision[]): boolean {
  return !unusedGrants(document, decisions).some((unused) => isSame(unused, grant));
}

/** @returns the document without a grant, and without those that permit the same on more resources */
export function withoutGrant(document: PolicyDocument, grant: Grant): PolicyDocument {
  const covering = (resources: readonly string[]) =>
    grant.resources.every((arn) => resources.some((pattern) => covers(pattern, arn)));
  const statements = [document.Statement].flat().map((statement) => ({
    ...statement,
    Action: [statement.Action!]
      .flat()
      .filter((action) => action !== grant.action || !covering([statement.Resource!].flat())),
  }));
  return { ...document, Statement: statements.filter(({ Action }) => Action.length > 0) };
}

function isSame(one: Grant, other: Grant): boolean {
  return one.action === other.action && one.resources.join() === other.resources.join();
}

function permits(grant: Grant, { action, resource }: Decision): boolean {
  return grant.action === action && grant.resources.some((pattern) => covers(pattern, resource));
}

function covers(pattern: string, arn: string): boolean {
  return matchesGlob(
    globOf(parseResourcePattern(pattern, false), () => undefined)!,
    arn,
  );
}
