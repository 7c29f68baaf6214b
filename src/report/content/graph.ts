import type { PermissionDifference, TrustDifference } from '../../iam/compare/difference';
import { accountOfArn, accountOfEntry } from '../../iam/evaluate/principal';
import { actionGlob } from '../../iam/glob/action-pattern';
import { globIncludes, globsOverlap } from '../../iam/glob/algebra';
import type { Glob } from '../../iam/glob/glob';
import { resourceGlob } from '../../iam/glob/resource-pattern';
import { actionsByImportance } from '../../iam/matrix/importance';
import {
  conditionsByJob,
  issuerOfProvider,
  type Job,
  subjectForms,
  type SubjectForms,
  subjectsNamed,
} from '../../iam/oidc/jobs';
import { oidcProvider } from '../../iam/oidc/provider';
import { parseDocumentText } from '../../iam/policy/document-text';
import { namedEntries, type ReadCondition, type ReadStatement } from '../../iam/policy/policy';
import { readPolicy } from '../../iam/policy/read';
import type { PartialTarget } from '../../iam/target';
import { groupBy } from '../../shared/group-by';
import {
  type AccessGraph,
  ARROW_CHANGES,
  type ArrowChange,
  type Assuming,
  type Grant,
  type ResourceGroup,
} from '../access-graph';
import { type Block, codeBlock } from '../block';
import type { Assessment, RoleReport } from '../model';
import { shortened, visible } from '../visible';
import { addsSubjects, isAboutConditions, isAboutConditionsOfTrust } from '../words/conditions';
import { counted } from '../words/count';
import { briefJobs, githubJobs } from '../words/github-jobs';
import { type ArnNoun, arnNoun, kindOf } from '../words/permissions';
import { awsLabel, isAboutSessions } from '../words/principals';
import { isPattern } from '../words/room';

/** A drawing with more arrows is no longer looked at. */
const MAX_ARROWS = 24;
/** Of more principals where there is no room for all arrows, one box counts the rest. */
const MAX_PRINCIPALS = 8;
const MAX_ACTIONS = 4;
/** Resources of one kind that are named one by one. */
const MAX_NAMES = 3;
const MAX_NAME = 60;
/** Of more jobs in a statement, the provider is drawn. */
const MAX_JOBS = 400;

type Drawn = Pick<RoleReport, 'policy' | 'trust' | 'roleName' | 'policyName' | 'foreignPolicies'> & {
  readonly target: PartialTarget;
  readonly assessment?: Pick<Assessment, 'matrix'> & Partial<Pick<Assessment, 'permissions' | 'trust'>>;
};

/**
 * Who may assume the role, and what it leads to, as a Mermaid graph.
 *
 * https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/creating-diagrams
 */
export function graphSection(drawn: Drawn, open: boolean): Block[] {
  const graph = graphOf(drawn);
  if (graph.grants.length === 0) return [];
  const { roleName, policyName, isBounded } = graph;
  const { foreign, principals, grants } = withinBudget(graph);

  // Several statements can be about one resource.
  const resources = [...new Set(grants.map(({ resources: each }) => groupLabel(each)))];
  const lines = [
    'graph LR',
    `  role(["role ${label(roleName)}"]) --> policy["policy ${label(policyName)}"]`,
    ...principals.map(({ name, change }, index) => {
      const arrow = change ? `== "${change}: assumes" ==>` : '-- assumes -->';
      return `  principal${index}["${label(name)}"] ${arrow} role`;
    }),
    ...othersOf(graph.principals, principals).map(({ count, change }, index) => {
      const arrow = change ? `== "${change}: assume" ==>` : '-- assume -->';
      return `  others${index}["${counted(count, 'more principal')}"] ${arrow} role`;
    }),
    ...resources.map((resource, index) => `  resource${index}["${resource}"]`),
    ...grants.map((grant) => `  policy ${arrowOf(grant)} resource${resources.indexOf(groupLabel(grant.resources))}`),
    ...foreign.map(
      ({ kind, name }, index) => `  role --> foreign${index}["${label(`${kind} policy of others`)}<br>${label(name)}"]`,
    ),
  ];
  const changes = new Set([...grants, ...principals].map(({ change }) => change));
  const changeWords = ARROW_CHANGES.filter((change) => changes.has(change)).join(' or ');
  const all = graph.grants.length + graph.principals.length + graph.foreign.length;
  const shown = grants.length + principals.length + foreign.length;
  const left = leftOutWords([
    [graph.foreign.length, foreign.length, 'policies of others'],
    [graph.principals.length, principals.length, 'who assume the role'],
    [graph.grants.length, grants.length, 'grants'],
  ]);
  const more = [
    ...(changeWords ? [`a thick arrow is ${changeWords}`] : []),
    ...(all > MAX_ARROWS ? [`${shown} of ${all} arrows, first what changes: ${left} are not drawn`] : []),
    ...(isBounded ? ['the permissions boundary is not drawn: it may deny some of it'] : []),
  ].join(' · ');
  return [
    codeBlock('mermaid', lines.join('\n'), {
      weight: 'important',
      isWhole: true,
      facts: { kind: 'graph', graph },
      fold: { title: 'Who reaches what through the role', ...(more && { more }), open },
    }),
  ];
}

/** All of it, however much that is. */
function graphOf(drawn: Drawn): AccessGraph {
  const { policy, trust, roleName, policyName, foreignPolicies, assessment } = drawn;
  const permissions = readPolicy(parseDocumentText(policy.after), 'identity');
  const trusting = readPolicy(parseDocumentText(trust.after), 'trust');
  return {
    roleName,
    policyName,
    principals: eachOnce(trusting.statements.flatMap((statement) => principalsOf(statement, drawn))),
    grants: alikeTogether(
      permissions.statements.flatMap((statement) => grantsOf(statement, drawn)),
      drawn.target,
    ),
    foreign: foreignPolicies,
    isBounded: assessment !== undefined && assessment.matrix.boundary !== 'none',
  };
}

/**
 * What there is room for: somebody who gets in and what that leads to, then of both what is new, policies of others, and as much
 * of both ends of the role as fits. All in their order.
 */
function withinBudget({
  foreign,
  principals,
  grants,
}: AccessGraph): Pick<AccessGraph, 'foreign' | 'principals' | 'grants'> {
  if (principals.length + grants.length + foreign.length <= MAX_ARROWS) return { foreign, principals, grants };
  const isNew = ({ change }: { readonly change?: ArrowChange }) => change !== undefined;
  const newFirst = [...grants.filter(isNew), ...grants.filter((each) => !isNew(each))];
  const broadestFirst = [...principals].sort(
    (one, other) => Number(isNew(other)) - Number(isNew(one)) || (other.breadth ?? 0) - (one.breadth ?? 0),
  );
  const named = broadestFirst.slice(0, principals.length > MAX_PRINCIPALS + 1 ? MAX_PRINCIPALS : undefined);
  const byImportance: readonly object[] = [
    ...[...named.slice(0, 1), ...newFirst.slice(0, 1)],
    ...inTurn(named.filter(isNew), newFirst.filter(isNew)),
    ...[...foreign, ...inTurn(named, newFirst)],
  ];
  const chosen = new Set([...new Set(byImportance)].slice(0, MAX_ARROWS));
  const isChosen = (each: object) => chosen.has(each);
  return {
    foreign: foreign.filter(isChosen),
    principals: principals.filter(isChosen),
    grants: grants.filter(isChosen),
  };
}

/** How many are not drawn, by what becomes of them. */
function othersOf(all: readonly Assuming[], drawn: readonly Assuming[]) {
  const others = groupBy(
    all.filter((each) => !drawn.includes(each)),
    ({ change }) => String(change),
  );
  return others.map((alike) => ({ count: alike.length, change: alike[0]!.change }));
}

function inTurn(some: readonly object[], others: readonly object[]): object[] {
  const rounds = Array.from({ length: Math.max(some.length, others.length) }, (_, index) => index);
  return rounds.flatMap((index) => [some[index], others[index]].filter((each) => each !== undefined));
}

/** Such as `7 of 30 grants`, of each kind of which something is left out. */
function leftOutWords(kinds: readonly (readonly [all: number, drawn: number, noun: string])[]): string {
  return kinds
    .filter(([all, drawn]) => drawn < all)
    .map(([all, drawn, noun]) => `${all - drawn} of ${all} ${noun}`)
    .join(', ');
}

function groupLabel({ allBut, kind, names, service }: ResourceGroup): string {
  const before = allBut ? 'all but ' : '';
  const shown = names.slice(0, MAX_NAMES).map(label);
  if (names.length > MAX_NAMES) {
    return [`${before}${label(`${names.length} ${kind ?? `of ${service}`}`)}`, ...shown, '…'].join('<br>');
  }
  return `${before}${kind === undefined ? '' : `${kind} `}${shown.join('<br>')}`;
}

function arrowOf({ actions, isDenied, isConditional, change }: Grant): string {
  const words = label(`${isDenied ? 'never ' : ''}${actions}${isConditional ? ', if …' : ''}`);
  if (isDenied) return `-. "${words}" .-x`;
  return change ? `== "${change}: ${words}" ==>` : `-- "${words}" -->`;
}

/** What a statement allows or denies on the resources of one kind that it names. */
interface StatementGrant extends Omit<Grant, 'resources'> {
  readonly arns: readonly string[];
  readonly allBut: boolean;
}

/** Of statements that say the same of resources of one kind, one arrow. Conditions are not drawn, and may differ. */
function alikeTogether(grants: readonly StatementGrant[], target: PartialTarget): Grant[] {
  return groupBy(grants, ({ arns, allBut, isConditional, ...same }) =>
    JSON.stringify([same, kindIn(arns[0]!, target), ...(allBut || isConditional ? [arns] : [])]),
  ).map((alike) => {
    const [{ arns: _, allBut, ...grant }] = alike as [StatementGrant];
    return { ...grant, resources: groupOf([...new Set(alike.flatMap(({ arns }) => arns))], target, allBut) };
  });
}

/** An arrow for all resources of one kind, and others for the actions that are new or eased there. */
function grantsOf(statement: ReadStatement, { target, policy, assessment }: Drawn): StatementGrant[] {
  const { index, effect, actions: named, resources, conditions } = statement;
  if (!named || !resources) return [];
  const differences = policy.before === undefined ? [] : (assessment?.permissions?.differences ?? []);
  const gained = differences.filter(({ kind }) => kind === 'gained');
  const own = gained.filter(({ statement: of }) => of.document === 'after' && of.index === index);
  // What a denial that is gone kept from the statement.
  const undenied = gained.filter(({ statement: of }) => of.document === 'before' && effect === 'Allow');
  const isAllowedBy = (action: string, arns: readonly string[], { actions, resource }: PermissionDifference) =>
    actions.some((each) => covers(actionGlob, action, each)) && arns.some((arn) => overlap(arn, resource));
  const changeOf = (action: string, arns: readonly string[]) =>
    arrowChange(
      [
        ...own.filter(
          (each) =>
            (named.not || covers(actionGlob, action, each.action)) &&
            (resources.not || arns.some((arn) => covers((entry) => resourceGlob(entry, true), arn, each.resource))),
        ),
        ...undenied.filter((each) => named.not || resources.not || isAllowedBy(action, arns, each)),
      ],
      isAboutConditions,
    );
  // What changes only for some of them is not said of all, and stands first.
  const changesAt = (arn: string) => {
    const there = [
      ...own.filter(({ resource }) => covers((entry) => resourceGlob(entry, true), arn, resource)),
      ...undenied.filter(({ resource }) => overlap(arn, resource)),
    ].map((each) => `${each.statement.document} ${each.action} ${isAboutConditions(each)}`);
    return [...new Set(there)].sort().join();
  };
  const order = assessment?.permissions ? actionsByImportance(assessment.permissions) : [];
  const groups = resources.not
    ? [resources.entries]
    : alikeOf(resources.entries, target)
        .flatMap((arns) => groupBy(arns, changesAt))
        .sort(([a], [b]) => Number(changesAt(b!) !== '') - Number(changesAt(a!) !== ''));
  return groups.flatMap((arns) =>
    groupBy(named.entries, (action) => String(changeOf(action, arns))).map((actions) => ({
      actions: `${named.not ? 'all but ' : ''}${actionsLabel(actions, order)}`,
      arns,
      allBut: resources.not,
      isDenied: effect === 'Deny',
      isConditional: conditions.length > 0,
      change: changeOf(actions[0]!, arns),
    })),
  );
}

function arrowChange<D>(gained: readonly D[], isEasing: (difference: D) => boolean): ArrowChange | undefined {
  if (gained.length === 0) return undefined;
  return gained.every(isEasing) ? 'eased' : 'new';
}

/** Whether an entry is, or takes in, what a difference names: within a boundary that may be narrower. */
function covers(globOf: (entry: string) => Glob, entry: string, named: string): boolean {
  return entry === named || globIncludes(globOf(entry), globOf(named));
}

function overlap(one: string, other: string): boolean {
  return globsOverlap(resourceGlob(one, true), resourceGlob(other, true));
}

/** Without their services where that is clear: of `s3:*` nothing would be left. */
function actionsLabel(actions: readonly string[], order: readonly string[]): string {
  // What takes in more, and what leads to more, is not what is left out.
  const rankOf = (action: string) => (order.includes(action) ? order.indexOf(action) : order.length);
  const weightOf = (action: string) => (isPattern(action) ? -1 : rankOf(action));
  const all = actions.length > MAX_ACTIONS ? [...actions].sort((a, b) => weightOf(a) - weightOf(b)) : actions;
  const names = all.map((action) => (/^[^:]*:\*?$/.test(action) ? action : action.replace(/^[^:]*:/, '')));
  if (names.length <= MAX_ACTIONS) return names.join(', ');
  return [...names.slice(0, MAX_ACTIONS - 1), counted(names.length - MAX_ACTIONS + 1, 'action')].join(', ');
}

/** The ARNs by kind. */
function alikeOf(arns: readonly string[], target: PartialTarget): string[][] {
  return groupBy([...new Set(arns)], (arn) => kindIn(arn, target));
}

function kindIn(arn: string, target: PartialTarget): string {
  return arnNoun(arn, target)?.kind ?? `of ${serviceOf(arn) ?? arn}`;
}

function groupOf(arns: readonly string[], target: PartialTarget, allBut: boolean): ResourceGroup {
  const nouns = arns.map((arn) => arnNoun(arn, target));
  const isOneKind = nouns.every((noun): noun is ArnNoun => noun !== undefined && noun.kind === nouns[0]!.kind);
  return isOneKind
    ? { allBut, kind: kindOf(nouns), names: nouns.map(({ name }) => name) }
    : { allBut, names: arns.map(nameOf), service: serviceOf(arns[0]!) };
}

function principalsOf({ index, principals, conditions, actions }: ReadStatement, drawn: Drawn): Assuming[] {
  // What lets nobody in draws no arrow.
  const named = namedEntries(actions);
  if (named.length > 0 && named.every((action) => isAboutSessions({ action }))) return [];
  if (!principals) return [];
  if (principals.not) {
    return [{ name: 'anyone but …', change: principalChange({ value: '*', index }, drawn), breadth: EVERYBODY }];
  }
  return principals.entries.flatMap(({ type, value }) => {
    const issuer = issuerOfProvider({ type, value });
    const byJob = issuer === undefined ? undefined : conditionsByJob(conditions, issuer, formsIn(drawn), MAX_JOBS);
    if (!byJob) {
      const known = issuer === undefined ? value : `identity provider ${issuer}`;
      const name = type === 'AWS' ? awsLabel(value, drawn.target.account) : known;
      const breadth = issuer === undefined ? breadthOf(value, drawn.target.account) : MANY;
      return [{ name, change: principalChange({ value, index }, drawn), breadth }];
    }
    return byJob.map(({ job, conditions: own }) => ({
      name: jobLabel(value, own, job),
      change: principalChange({ value, index, job: job.key }, drawn),
      breadth: job.traits.every(({ isExact }) => isExact) ? 0 : MANY,
    }));
  });
}

/** How broad somebody is: what is broader is drawn first. */
const [STRANGE, MANY, EVERYBODY] = [1, 2, 3];

function breadthOf(value: string, own: string): number {
  if (value === '*') return EVERYBODY;
  const account = accountOfEntry(value);
  if (account !== undefined) return account === own ? STRANGE : MANY;
  const other = accountOfArn(value);
  return other !== undefined && other !== '' && other !== own ? STRANGE : 0;
}

/** What becomes of somebody whom the trust policy names. With a permission of its own, by which it was let in before, a principal is not new. */
function principalChange(
  { value, index, job }: { readonly value: string; readonly index: number; readonly job?: string },
  { trust, assessment }: Drawn,
): ArrowChange | undefined {
  const all = trust.before === undefined ? [] : (assessment?.trust?.differences ?? []);
  const gained = all.filter(
    (difference) =>
      difference.kind === 'gained' &&
      !isAboutSessions(difference) &&
      !difference.byTrustAlone &&
      (difference.job === job ||
        (difference.job === undefined &&
          (difference.statement.effect === 'Deny' || difference.statement.index === index))) &&
      (difference.principal.value === value ||
        isOfNewAccount(value, difference, trust.before) ||
        (difference.statement.document === 'before' && difference.principal.value === '*')),
  );
  return arrowChange(
    gained,
    // What a denial shut out by name is but a part of whom the statement lets in.
    (difference) =>
      isAboutConditionsOfTrust(difference) && (difference.statement.effect === 'Deny' || !addsSubjects(difference)),
  );
}

/** Whether somebody gets in by the account as well, which is new, and was not let in before. */
function isOfNewAccount(value: string, { principal }: TrustDifference, before: string | undefined): boolean {
  const account = principal.type === 'AWS' ? accountOfEntry(principal.value) : undefined;
  if (account === undefined || accountOfArn(value) !== account) return false;
  const { statements } = readPolicy(parseDocumentText(before), 'trust');
  return !statements.some(({ principals }) => namedEntries(principals).some((entry) => entry.value === value));
}

/** The forms of the subjects of both trust policies, as they are compared. */
function formsIn({ trust }: Drawn): SubjectForms {
  const statements = [trust.before, trust.after].flatMap(
    (document) => readPolicy(parseDocumentText(document), 'trust').statements,
  );
  return subjectForms(statements.flatMap(({ conditions }) => subjectsNamed(conditions)));
}

/** What cannot be told as jobs of GitHub is told by its claims. */
function jobLabel(provider: string, conditions: readonly ReadCondition[], { traits }: Job): string {
  const jobs = githubJobs(provider, conditions);
  // Of repositories with the same names, only the ids tell which one it is.
  const withIds = traits.some(({ name }) => /@\d+\//.test(name));
  if (jobs) return `jobs of ${briefJobs(jobs.jobs, withIds).join(' or ')}`;
  const issuer = issuerOfProvider({ type: 'Federated', value: provider })!;
  const claims = traits.map(({ key, values }) => `${key.slice(issuer.length + 1)} ${values.join(' or ')}`).join(', ');
  return `${oidcProvider(issuer, []).kind.startsWith('github') ? 'GitHub jobs' : issuer} with ${claims}`;
}

/** The same in several statements is one, whichever of them is new. */
function eachOnce(principals: readonly Assuming[]): Assuming[] {
  return groupBy(principals, ({ name }) => name).map((alike) => ({
    name: alike[0]!.name,
    change: ARROW_CHANGES.find((change) => alike.some((each) => each.change === change)),
    breadth: Math.max(...alike.map(({ breadth = 0 }) => breadth)),
  }));
}

function serviceOf(arn: string): string | undefined {
  return arn.split(':').length < 6 ? undefined : arn.split(':')[2];
}

/** `ecr repository/churn` of the ARN of a repository; what is no ARN as it is. */
function nameOf(arn: string): string {
  if (arn === '*') return 'everything';
  const parts = arn.split(':');
  return parts.length < 6 ? arn : `${parts[2]} ${parts.slice(5).join(':')}`;
}

/**
 * Text that Mermaid can take for nothing else, neither its own syntax nor the Markdown that labels may hold: all but plain
 * characters by their numbers.
 *
 * https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
 */
function label(plain: string): string {
  // Where two asterisks are in a label, Mermaid takes them for emphasis, by whatever number they are written.
  const shown = shortened(visible(plain), MAX_NAME).replaceAll('*', '∗');
  // Without anything to see in it, a label is none: then the whole graph is not drawn.
  return (shown.trim() === '' ? '(empty)' : shown).replace(SPECIAL, (character) => `#${character.codePointAt(0)};`);
}

/** Marks within a name are plain, unless they make it an address of the web, which Markdown would link. */
const SPECIAL = /(?<=www)\.|(?![A-Za-z0-9 ,/…]|(?<=[A-Za-z0-9])[.-](?=[A-Za-z0-9]))./gisu;
