import { type ActionClass, actionClasses, marksOf } from './action-class';
import { axisOf } from './axis';
import { judgeByJob, type JudgedCell } from './by-job';
import type { ComparedPrincipal, TrustComparison, TrustDifference, UnchangedTrust } from './difference';
import { comparisonOf, exceptions, explanationOf } from './differences';
import { effortOf } from './effort';
import { allowing, judge } from './judgement';
import { type ComparedStatement, readDocuments } from './statement';
import { actionTokens, mapSelection, TRUST_ACTION_FORMS } from './tokens';
import { accountOfArn, accountOfEntry, isEverybody, matchPrincipals } from '../evaluate/principal';
import { issuerOfProvider } from '../oidc/jobs';
import type { PrincipalEntry } from '../policy/well-formed';

const EVERYBODY: ComparedPrincipal = { type: 'AWS', value: '*' };

/**
 * What a trust policy can be about.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html
 */
const TRUST_ACTIONS: readonly string[] = [
  ...['sts:AssumeRole', 'sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity', 'sts:SetContext'],
  ...['sts:SetSourceIdentity', 'sts:TagSession'],
];

const MAX_STEPS = 100_000;

interface CompareTrustOptions {
  /** The account of the role, whose own principals need no permission where the trust policy names them. */
  readonly account?: string;
}

/**
 * Compares whom two trust policies let assume the role. Conditions are treated as by `comparePermissions`.
 *
 * A trusted account stands for all its users and roles, which need a permission of their own besides. One of the role's own
 * account needs none where it is trusted by name, so that is a difference as well if the account is known.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 *
 * @param before a trust policy as parsed JSON, of whatever form; `undefined` for none
 * @param after the same
 */
export function compareTrust(before: unknown, after: unknown, { account }: CompareTrustOptions = {}): TrustComparison {
  const documents = readDocuments(before, after, 'trust');
  const { statements } = documents;
  const effort = effortOf(MAX_STEPS);
  const axis = axisOf(
    statements,
    ({ actions }) => mapSelection(actions, actionTokens),
    TRUST_ACTION_FORMS,
    marksOf(TRUST_ACTIONS),
  );
  const classes = actionClasses(axis, statements, TRUST_ACTIONS, effort);
  const pairs = classes.flatMap((actions) => witnessesOf(statements).map((principal) => ({ actions, principal })));
  const differences = pairs.flatMap((pair) => differencesOf(pair, trusts));
  const found = new Set(differences.map(sentenceOf));
  const byTrustAlone = pairs
    .filter(({ principal }) => isOfAccount(principal, account))
    .flatMap((pair) => differencesOf(pair, suffices))
    .filter((difference) => !found.has(sentenceOf(difference)))
    .map((difference): TrustDifference => ({ ...difference, byTrustAlone: true }));
  return comparisonOf(documents, {
    differences: [...differences, ...byTrustAlone],
    withoutEffect: [],
    unchanged: pairs.flatMap(unchangedOf),
    isComplete: !effort.isSpent,
  });
}

interface Pair {
  readonly actions: ActionClass;
  readonly principal: ComparedPrincipal;
}

type IsAbout = (statement: ComparedStatement, principal: ComparedPrincipal) => boolean;

function differencesOf({ actions, principal }: Pair, isAbout: IsAbout): readonly TrustDifference[] {
  const about = [...actions.naming.keys()].filter((statement) => isAbout(statement, principal));
  return judged(about, principal)
    .flatMap(({ judgements }) => judgements)
    .map((judgement) => ({
      ...explanationOf(judgement),
      ...subjectOf(judgement.cause, actions, principal, isAbout),
    }));
}

/** All at once, but for the tokens of a provider, which are judged job by job. */
function judged(statements: readonly ComparedStatement[], principal: ComparedPrincipal): readonly JudgedCell[] {
  const issuer = issuerOfProvider(principal);
  return issuer === undefined ? [{ statements, judgements: judge(statements) }] : judgeByJob(statements, issuer);
}

/** What a difference says, but for its example. */
function sentenceOf({ kind, statement, action, principal, job }: TrustDifference): string {
  return JSON.stringify([kind, statement, action, principal, job]);
}

function unchangedOf({ actions, principal }: Pair): readonly UnchangedTrust[] {
  const trusting = [...actions.naming.keys()].filter((statement) => trusts(statement, principal));
  return judged(trusting, principal).flatMap(({ job, statements, judgements }): readonly UnchangedTrust[] => {
    const after = statements.filter(({ reference }) => reference.document === 'after');
    const [statement] = judgements.length > 0 ? [] : allowing(after);
    if (!statement || statement.job?.key !== job?.key) return [];
    return [
      {
        kind: 'unchanged',
        condition: statement.conditionBlock,
        unless: [],
        statement: statement.reference,
        ...subjectOf(statement, actions, principal, trusts),
      },
    ];
  });
}

function subjectOf(statement: ComparedStatement, actions: ActionClass, principal: ComparedPrincipal, isAbout: IsAbout) {
  const { index, document } = statement.reference;
  // It may be a part of the one that names the actions.
  const [, entry] = [...actions.naming].find(
    ([{ reference }]) => reference.index === index && reference.document === document,
  ) ?? [statement];
  return {
    action: (entry === undefined ? undefined : statement.actions.entries[entry]) ?? '*',
    exceptActions: exceptions(statement.actions),
    actions: actions.actions,
    ...(statement.job && { job: statement.job.key }),
    principal: entryAbout(statement, principal, isAbout),
    exceptPrincipals: exceptions(statement.principals),
    witness: { action: actions.witness, principal },
  };
}

function trusts({ principals }: ComparedStatement, principal: ComparedPrincipal): boolean {
  return matchPrincipals(principals, principal) !== 'none';
}

/** Whether a statement decides on a principal of the role's own account that has no permission of its own. */
function suffices({ effect, principals }: ComparedStatement, principal: ComparedPrincipal): boolean {
  const match = matchPrincipals(principals, principal);
  return match !== 'none' && (effect === 'Deny' || match !== 'account');
}

function isOfAccount({ type, value }: ComparedPrincipal, account: string | undefined): boolean {
  return type === 'AWS' && account !== undefined && accountOfArn(value) === account;
}

function entryAbout(statement: ComparedStatement, principal: ComparedPrincipal, isAbout: IsAbout): ComparedPrincipal {
  const { not, entries } = statement.principals;
  const isNamedBy = (entry: PrincipalEntry) =>
    isAbout({ ...statement, principals: { not: false, entries: [entry] } }, principal);
  return (not ? undefined : entries.find(isNamedBy)) ?? EVERYBODY;
}

/** @returns one principal for each group that the statements tell apart, the strangers first */
export function witnessesOf(statements: readonly Pick<ComparedStatement, 'principals'>[]): ComparedPrincipal[] {
  const named = statements.flatMap(({ principals }) => principals.entries.filter((entry) => !isEverybody(entry)));
  const values = named.map(({ value }) => value.toLowerCase());
  const isUnnamed = (text: string) => !values.some((value) => value.includes(text));
  const account = unnamed(isUnnamed, (number) => String(number).padStart(12, '0'));
  const name = unnamed(isUnnamed, (number) => (number === 0 ? 'somebody' : `somebody-${number}`));
  const service = unnamed(isUnnamed, (number) => (number === 0 ? 'some-service' : `some-service-${number}`));
  // They stand for everybody else.
  const strangers: readonly ComparedPrincipal[] = [
    { type: 'AWS', value: `arn:aws:iam::${account}:user/${name}` },
    { type: 'Service', value: `${service}.amazonaws.com` },
    { type: 'Federated', value: `arn:aws:iam::${account}:oidc-provider/idp.example.com` },
  ];
  return distinct([...strangers, ...named.map((entry) => witnessOf(entry, name))]);
}

/** A document that names the example itself must not pass for one that names all that the example stands for. */
function unnamed(isUnnamed: (text: string) => boolean, textOf: (number: number) => string): string {
  let number = 0;
  while (!isUnnamed(textOf(number))) number++;
  return textOf(number);
}

/** @returns somebody that the entry covers and, as far as possible, no other entry does */
function witnessOf({ type, value }: PrincipalEntry, name: string): ComparedPrincipal {
  const account = type === 'AWS' ? accountOfEntry(value) : undefined;
  if (account !== undefined) return { type, value: `arn:aws:iam::${account}:user/${name}` };

  const role = type === 'AWS' ? /^arn:([^:]*):iam::([^:]*):role\/(?:.*\/)?([^/]+)$/.exec(value) : null;
  if (role) return { type, value: `arn:${role[1]}:sts::${role[2]}:assumed-role/${role[3]}/${name}` };
  return { type, value };
}

function distinct(principals: readonly ComparedPrincipal[]): ComparedPrincipal[] {
  return [...new Map(principals.map((principal) => [JSON.stringify(principal), principal])).values()];
}
