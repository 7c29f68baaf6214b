import type { RoleFacts, RolePolicy } from './aws-facts';
import { type Check, right, unknown, wrong } from './check';
import type { Looked } from './looked';
import { requestsIn } from './requests-in';
import { type AccessRequest, evaluate } from '../../iam/evaluate/evaluate';
import { type CompiledPolicy, compilePolicy } from '../../iam/evaluate/policy';
import { isGrave } from '../../iam/findings/finding';
import { findingsOfPolicy } from '../../iam/findings/findings';
import type { PolicyDocument } from '../../iam/policy/document';
import { parseDocumentText } from '../../iam/policy/document-text';
import { shellWord } from '../../shared/shell';

interface ExpectedPermissions {
  readonly name: string;
  /** What the role needs, and of what it needs nothing besides. */
  readonly policy: PolicyDocument;
  /** What it must not be allowed. */
  readonly forbidden: readonly AccessRequest[];
}

/** How many of a kind are told in full. */
const SHOWN = 5;

export function judgePermissions(facts: RoleFacts, { name, policy, forbidden }: ExpectedPermissions): Check[] {
  const unread = unreadIn(facts);
  if (unread.length > 0) {
    return [unknown(`What the role ${name} may do could not be looked at: ${unread.join('; ')}`, listing(name))];
  }
  const policies = policiesIn(facts);
  const identity = policies.map(compiledPolicy);
  const boundary = facts.boundary?.is === 'found' ? compilePolicy(parseDocumentText(facts.boundary.value)) : undefined;
  const decide = (request: AccessRequest) => evaluate(request, { identity, ...(boundary && { boundary }) }).decision;

  const needed = requestsIn(policy);
  const missing = needed.filter((request) => decide(request) !== 'allowed');
  const excess = forbidden.filter((request) => ['allowed', 'undecided'].includes(decide(request)));
  const checks = [
    ...(missing.length > 0 ? [wrong(`The role ${name} may not ${named(missing)}.`, put(name, policy, facts))] : []),
    ...(excess.length > 0
      ? [wrong(`The role ${name} may ${named(excess)}, and is to read only.`, remove(name, policy, policies, excess))]
      : []),
    ...risks(policies, { name, policy }),
  ];
  return checks.length > 0
    ? checks
    : [
        right(
          `The role ${name} may do all ${needed.length} things that it needs${forbidden.length > 0 ? ', and change nothing' : ''}.`,
        ),
      ];
}

function unreadIn({ policies, boundary }: RoleFacts): string[] {
  const of = (name: string, looked: Looked<unknown>) =>
    looked.is === 'found' ? [] : [`${name}: ${looked.is === 'unseen' ? looked.why : 'it is not there any more.'}`];
  return [
    ...of('its policies', policies),
    ...(policies.is === 'found' ? policies.value.flatMap(({ name, document }) => of(name, document)) : []),
    ...(boundary ? of('its boundary', boundary) : []),
  ];
}

interface ReadPolicy {
  readonly kind: RolePolicy['kind'];
  readonly name: string;
  /** JSON. */
  readonly text: string;
}

function policiesIn({ policies }: RoleFacts): ReadPolicy[] {
  return policies.is !== 'found'
    ? []
    : policies.value.flatMap(({ kind, name, document }) =>
        document.is === 'found' ? [{ kind, name, text: document.value }] : [],
      );
}

function compiledPolicy({ text }: ReadPolicy): CompiledPolicy {
  return compilePolicy(parseDocumentText(text));
}

/** What is grave about the policies on the role, and is not so of its own. */
function risks(
  policies: readonly ReadPolicy[],
  { name, policy }: Pick<ExpectedPermissions, 'name' | 'policy'>,
): Check[] {
  const usual = new Set(findingsOfPolicy(policy).map(({ id }) => id));
  return policies.flatMap((each) =>
    findingsOfPolicy(each.text)
      .filter(isGrave)
      .filter(({ id }) => !usual.has(id))
      .map(({ message, id }) =>
        wrong(`On the role ${name}, ${each.name}: ${message} (${id})`, removal(name, policy, each)),
      ),
  );
}

function named(requests: readonly AccessRequest[]): string {
  const texts = [...new Set(requests.map(({ action, resources = [] }) => `${action} on ${resources.join(', ')}`))];
  const left = texts.length - SHOWN;
  return `${texts.slice(0, SHOWN).join('; ')}${left > 0 ? `; and ${left} more` : ''}`;
}

function listing(name: string): string {
  return `aws iam get-account-authorization-details --filter Role --query "RoleDetailList[?RoleName=='${name}']"`;
}

/** A boundary or a Deny may be in the way of the role's own policy as well. */
function put(name: string, policy: PolicyDocument, { boundary }: RoleFacts): string {
  const command = putPolicy(name, policy);
  return boundary ? `${command} && aws iam delete-role-permissions-boundary --role-name ${shellWord(name)}` : command;
}

export function putPolicy(name: string, policy: PolicyDocument): string {
  return `aws iam put-role-policy --role-name ${shellWord(name)} --policy-name ${shellWord(name)} --policy-document ${shellWord(JSON.stringify(policy))}`;
}

function remove(
  name: string,
  policy: PolicyDocument,
  policies: readonly ReadPolicy[],
  excess: readonly AccessRequest[],
): string {
  const guilty = policies.filter((each) => {
    const identity = [compiledPolicy(each)];
    return excess.some((request) => evaluate(request, { identity }).decision !== 'implicitly-denied');
  });
  return guilty.map((each) => removal(name, policy, each)).join(' && ');
}

function removal(name: string, policy: PolicyDocument, { kind, name: its }: ReadPolicy): string {
  if (kind === 'attached') {
    return `aws iam detach-role-policy --role-name ${shellWord(name)} --policy-arn ${shellWord(its)}`;
  }
  if (its === name) return putPolicy(name, policy);
  return `aws iam delete-role-policy --role-name ${shellWord(name)} --policy-name ${shellWord(its)}`;
}
