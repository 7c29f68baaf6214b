import type {
  PermissionComparison,
  PermissionDifference,
  TrustComparison,
  TrustDifference,
} from '../../iam/compare/difference';
import { readConditions } from '../../iam/policy/read-statement';
import type { PartialTarget } from '../../iam/target';
import { groupBy } from '../../shared/group-by';
import { alert, type Block, list } from '../block';
import { code, icon, joined, type Part, strong, text, type Words, words } from '../inline';
import { remainderOf } from './remainder';
import { counted } from '../words/count';
import {
  areSameJobs,
  formsBeside,
  githubJobs,
  jobsTogether,
  type JobsLetIn,
  jobsWords,
  repositoryNames,
} from '../words/github-jobs';
import { actionWords, arnWords, conditionWords, isOfUnknownEffect, isWithoutResource } from '../words/permissions';
import { assumeWords, isEverybody, whoWords } from '../words/principals';
import type { Stage } from '../words/stage';

type Kind = PermissionDifference['kind'];

const ORDER: readonly Kind[] = ['gained', 'undecided', 'lost'];
const SIGNS: Readonly<Record<Kind, string>> = { gained: '➕', lost: '➖', undecided: '❔' };

interface Grammar {
  /** Whether conditions follow under which it was allowed. */
  readonly isConditional: boolean;
  readonly arePlural?: boolean;
}

/** How a sentence goes about somebody who may do something. */
type Phrasing = (kind: Kind, who: Part, what: Words, grammar: Grammar) => Words;

const CAN: Readonly<Record<Stage, Readonly<Record<Kind, string>>>> = {
  planned: {
    gained: 'would be able to',
    lost: 'would no longer be able to',
    undecided: 'would be able, under other conditions than before, to',
  },
  applied: { gained: 'can now', lost: 'can no longer', undecided: 'can, under other conditions than before,' },
  unfinished: {
    gained: 'was to be able to',
    lost: 'was no longer to be able to',
    undecided: 'was to be able, under other conditions than before, to',
  },
};

/** That something no longer is possible on a condition would read as if it were on others. */
const COULD: Readonly<Record<Stage, string>> = {
  planned: 'could until now',
  applied: 'could until now',
  unfinished: 'could before this run',
};

function byTheRun(stage: Stage): Phrasing {
  return (kind, who, what, { isConditional, arePlural = false }) => {
    const verb = kind === 'lost' && isConditional ? COULD[stage] : CAN[stage][kind];
    return words`${who} ${arePlural ? verb.replace(/^was /, 'were ') : verb} ${what}`;
  };
}

/** Of what was changed outside of Pulumi: permissions, and the right to assume the role. */
const GIVEN_BY_SOMEBODY: Phrasing = (kind, who, what) =>
  ({
    gained: words`somebody gave ${who} ${what}`,
    lost: words`somebody took ${what} from ${who}`,
    undecided: words`somebody changed the conditions under which ${who} can ${what}`,
  })[kind];
const LET_BY_SOMEBODY: Phrasing = (kind, who, what) =>
  ({
    gained: words`somebody let ${who} ${what}`,
    lost: words`somebody took from ${who} the right to ${what}`,
    undecided: words`somebody changed the conditions under which ${who} can ${what}`,
  })[kind];

/** Of what stays as it is, by policies that are not of this stack. */
const BY_OTHERS: Phrasing = (kind, who, what) =>
  kind === 'lost'
    ? words`${who} cannot, because of policies that are not of this stack, ${what}`
    : words`${who} can, by policies that are not of this stack, ${what}`;

/** Of what the policy allows more than before, but the permissions boundary does not. */
function grantedInVain(stage: Stage): Phrasing {
  const allows = { planned: 'would allow', applied: 'now allows', unfinished: 'was to allow' }[stage];
  return (_, who, what) => words`the policy of ${who} ${allows} it to ${what}`;
}

/** More exceptions of a sentence make it longer, but not clearer. */
const MAX_EXCEPTIONS = 4;
/** Of more resources, so many are named: the statements and the documents below have all. */
const MAX_RESOURCES = 6;

interface Sentence {
  readonly kind: Kind;
  readonly words: Words;
}

/** What is compared; what is not known is left out. */
interface Compared {
  readonly permissions: PermissionComparison;
  readonly trust?: TrustComparison;
  readonly foreign?: PermissionComparison;
}

interface Circumstances {
  readonly roleName: string;
  /** What lies where it does goes by its name, all else by its ARN. */
  readonly target: PartialTarget;
  /** Whether nobody knows which account the role is of. Default: that of the target. */
  readonly isAccountUnknown?: boolean;
  /** Whether it is about what was changed outside of Pulumi. */
  readonly ofDrift?: boolean;
  readonly stage?: Stage;
}

/** A sentence for everything that somebody may do after the change and could not before, and the other way around. */
export function permissionsSection({ permissions, trust, foreign }: Compared, about: Circumstances): Block[] {
  const { ofDrift = false, stage = 'planned' } = about;
  const sentences = [
    ...trustSentences(trust?.differences ?? [], about, ofDrift ? LET_BY_SOMEBODY : byTheRun(stage)),
    ...permissionSentences(permissions, about, ofDrift ? GIVEN_BY_SOMEBODY : byTheRun(stage)),
  ];
  // Where what others have given to the role or taken from it is the drift, it has been said.
  const byOthers = foreign && !ofDrift ? permissionSentences(foreign, about, BY_OTHERS) : [];
  const items = [
    ...ORDER.flatMap((kind) => sentences.filter((sentence) => sentence.kind === kind)).map(
      ({ kind, words: sentence }) => words`${icon(SIGNS[kind])} ${sentence}`,
    ),
    ...permissionSentences(withinBoundary(permissions), about, grantedInVain(stage)).map(
      ({ words: sentence }) => words`${icon('🚧')} ${sentence}; denied, because the permissions boundary does not`,
    ),
    ...byOthers.map(({ words: sentence }) => words`${icon('⚠️')} ${sentence}`),
  ];
  return [...(items.length > 0 ? [list(items, { weight: 'essential' })] : []), ...doubts(permissions, trust)];
}

/** What the boundary cuts away, by itself. */
function withinBoundary({ cutAway = [], ...rest }: PermissionComparison): PermissionComparison {
  return { ...rest, differences: cutAway };
}

function trustSentences(
  differences: readonly TrustDifference[],
  { roleName, target, isAccountUnknown = false, stage = 'planned' }: Circumstances,
  phrase: Phrasing,
): Sentence[] {
  const account = isAccountUnknown ? undefined : target.account;
  const alike = groupBy(differences, ({ kind, principal, exceptPrincipals, byTrustAlone, condition, unless }) =>
    JSON.stringify([kind, principal, exceptPrincipals, byTrustAlone, condition, unless]),
  ).map((same): SaidOfTrust => {
    const [sample] = same as [TrustDifference];
    return { sample, actions: [...new Set(same.map(({ action }) => action))], ofJobs: saidOfJobs(sample) };
  });
  // Jobs of a repository of which the same is true are told in one sentence, where the first of them would be.
  return groupBy(alike, ({ sample, actions, ofJobs }) =>
    JSON.stringify(
      ofJobs
        ? [sample.kind, sample.principal, actions, ofJobs.rest, repositoryNames(ofJobs.jobs.jobs)]
        : [sample, actions],
    ),
  ).map((same) => {
    const [{ sample, actions }] = same as [SaidOfTrust];
    const ofJobs = same.flatMap((each) => each.ofJobs ?? []);
    const sentence =
      ofJobs.length > 0
        ? jobsSentence(ofJobs, { kind: sample.kind, actions, roleName, phrase })
        : trustSentence(sample, { actions, roleName, phrase, stage, account });
    return { kind: sample.kind, words: sentence };
  });
}

/** A difference, with the actions of all that say the same. */
interface SaidOfTrust {
  readonly sample: TrustDifference;
  readonly actions: readonly string[];
  readonly ofJobs?: SaidOfJobs;
}

/** What a difference says of jobs. */
interface SaidOfJobs {
  readonly jobs: JobsLetIn;
  /** Under which conditions, and what was allowed or still is. */
  readonly rest: Words;
  readonly isConditional: boolean;
}

/** @returns `undefined` where it is about nobody who can be told as jobs, or about more than these */
function saidOfJobs({ kind, principal, exceptPrincipals, condition, unless }: TrustDifference): SaidOfJobs | undefined {
  if (principal.type !== 'Federated' || exceptPrincipals.length > 0) return undefined;
  const jobs = githubJobs(principal.value, readConditions(condition));
  if (!jobs) return undefined;
  const alternatives = unless.map((each) => readConditions(each));
  const others = alternatives.map((each) => githubJobs(principal.value, each));
  const byAudience = others.some((each) => each && !isSame(each.audience, jobs.audience));
  const own = conditionWords([...(byAudience ? [jobs.audience] : []), ...jobs.others]);
  const known = others.flatMap((each) => (each && !byAudience && isSame(each.others, jobs.others) ? each.jobs : []));
  const forms = formsBeside(jobs.jobs, known);
  const isOtherForm = known.length > 0 && forms.every(({ repositories }) => repositories.length > 0);
  const alreadyOrStill = alternatives.map((each, index) => {
    const other = others[index];
    if (!other) return words` if ${joined(conditionWords(each), ' and ')}`;
    const asked = conditionWords([...(byAudience ? [other.audience] : []), ...other.others]);
    const only = asked.length > 0 ? words` if ${joined(asked, ' and ')}` : words``;
    if (!areSameJobs(jobs.jobs, other.jobs)) return words` for jobs ${jobsWords(other.jobs)}${only}`;
    if (only.length > 0) return only;
    return isOtherForm ? words` by the other form of the subject` : words` if ${joined(conditionWords(each), ' and ')}`;
  });
  return {
    jobs: isOtherForm ? { ...jobs, jobs: forms } : jobs,
    rest: [
      ...(own.length > 0 ? words`, if ${joined(own, ' and ')}` : []),
      ...(alternatives.length > 0 ? words`; ${sameWords(kind)}${joined(alreadyOrStill, ', or')}` : []),
    ],
    isConditional: own.length > 0,
  };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

interface Telling {
  readonly actions: readonly string[];
  readonly roleName: string;
  readonly phrase: Phrasing;
}

function jobsSentence(
  all: readonly SaidOfJobs[],
  { kind, actions, roleName, phrase }: Telling & Pick<Sentence, 'kind'>,
): Words {
  const what = assumeWords(actions, roleName, 'sts:AssumeRoleWithWebIdentity');
  const [{ rest, isConditional }] = all as [SaidOfJobs];
  const who = words`jobs ${jobsWords(jobsTogether(all.map(({ jobs }) => jobs)))}`;
  return words`${phrase(kind, who, what, { isConditional, arePlural: true })}${rest}`;
}

function trustSentence(
  sample: TrustDifference,
  { actions, roleName, phrase, stage, account }: Telling & { readonly stage: Stage; readonly account?: string },
): Words {
  const { kind, exceptPrincipals, statement, byTrustAlone } = sample;
  const what = assumeWords(actions, roleName);
  // That everybody may no longer does not say that nobody may.
  const isForAll = isEverybody(sample) && exceptPrincipals.length === 0;
  const isShutOut = kind === 'lost' && statement.effect === 'Deny' && isForAll;
  const sentence = isShutOut
    ? words`${strong('no one')} ${CAN[stage].gained.replace(/ now$/, '')} ${what} any longer`
    : phrase(kind, whoWords(sample, account), what, { isConditional: hadConditions(sample) });
  return words`${sentence}${byTrustAlone ? ' without a permission of its own' : ''}${conditions(sample)}`;
}

function permissionSentences(
  { differences, unchanged }: PermissionComparison,
  { roleName, target }: Circumstances,
  phrase: Phrasing,
): Sentence[] {
  return grouped(differences).map((alike) => {
    const [sample] = alike as [PermissionDifference];
    const what = words`${actionsWords(alike)}${onWords(alike, target)}`;
    const exceptions = exceptionWords(alike, unchanged, target);
    const isDoubtful = sample.kind === 'undecided' && isOfUnknownEffect(sample);
    const grammar = { isConditional: hadConditions(sample) };
    const sentence = phrase(isDoubtful ? 'gained' : sample.kind, code(roleName), what, grammar);
    const doubt = isDoubtful ? words`, if that has an effect: AWS knows of no resource but ${code('*')} for it` : '';
    const why = sample.byBoundary ? ', because of its permissions boundary' : '';
    return { kind: sample.kind, words: words`${sentence}${conditions(sample)}${exceptions}${doubt}${why}` };
  });
}

/** Differences that say the same of several actions or resources become one. */
function grouped(differences: readonly PermissionDifference[]): PermissionDifference[][] {
  const rest = (each: PermissionDifference) => [
    ...[each.kind, isOfUnknownEffect(each), each.exceptResources, each.condition, each.unless, each.byBoundary],
  ];
  const byResource = groupBy(differences, (each) =>
    JSON.stringify([each.resource, isWithoutResource(each), ...rest(each)]),
  );
  return groupBy(byResource, (alike) =>
    JSON.stringify([actionsWords(alike), isWithoutResource(alike[0]!), ...rest(alike[0]!)]),
  ).map((groups) => groups.flat());
}

/** Each of them once. */
function actionsWords(alike: readonly Parameters<typeof actionWords>[0][]): Words {
  const once = new Map(alike.map(actionWords).map((named) => [JSON.stringify(named), named]));
  return joined([...once.values()], ', ');
}

function onWords(alike: readonly PermissionDifference[], target: PartialTarget): Part {
  const { exceptResources } = alike[0]!;
  if (isWithoutResource(alike[0]!)) return '';
  const names = (arns: readonly string[]) => joined(arnWords(arns, target), ', ');
  const except = exceptResources.length > 0 ? words` ${strong('but')} ${names(exceptResources)}` : '';
  const all = [...new Set(alike.map(({ resource }) => resource))];
  if (all.length <= MAX_RESOURCES + 1) return words` on ${names(all)}${except}`;
  // A pattern takes in more than a name, so it is not what is left out.
  const shown = [...all.filter(isPattern), ...all.filter((each) => !isPattern(each))].slice(0, MAX_RESOURCES);
  return words` on ${names(shown)} and ${counted(all.length - shown.length, 'more resource')}${except}`;
}

function isPattern(resource: string): boolean {
  return /[*?]/.test(resource);
}

/** A statement that names more than what differs would otherwise seem to take all of it, or to grant all of it anew. */
function exceptionWords(
  alike: readonly PermissionDifference[],
  unchanged: PermissionComparison['unchanged'],
  target: PartialTarget,
): Part {
  // That of everything something was allowed before goes without saying.
  if (alike[0]!.kind === 'gained' && alike[0]!.resource === '*') return '';
  const own = JSON.stringify(actionsWords(alike));
  const remainders = groupBy(remainderOf(alike, unchanged), ({ resource }) => resource).map((same) => {
    const actions = actionsWords(same);
    const condition = same.some((each) => each.condition) ? ' under conditions' : '';
    const on = words`on ${joined(arnWords([same[0]!.resource], target), ',')}${condition}`;
    return JSON.stringify(actions) === own ? on : words`${actions} ${on}`;
  });
  if (remainders.length === 0) return '';
  const more = remainders.length > MAX_EXCEPTIONS ? [`${remainders.length - MAX_EXCEPTIONS} more`] : [];
  return words`; ${sameWords(alike[0]!.kind)} ${joined([...remainders.slice(0, MAX_EXCEPTIONS), ...more], ', ')}`;
}

function hadConditions({ condition, statement }: Pick<PermissionDifference, 'condition' | 'statement'>): boolean {
  return statement.effect === 'Allow' && readConditions(condition).length > 0;
}

function conditions({ kind, condition, unless }: Pick<PermissionDifference, 'kind' | 'condition' | 'unless'>): Words {
  const only = joined(conditionWords(readConditions(condition)), ' and ');
  const each = unless.map((alternative) => joined(conditionWords(readConditions(alternative)), ' and '));
  const others = joined(each, ', or ');
  return [
    ...(only.length > 0 ? words`, if ${only}` : []),
    ...(others.length > 0 ? words`; ${sameWords(kind)} if ${others}` : []),
  ];
}

function sameWords(kind: Kind): string {
  return kind === 'lost' ? 'still allowed' : 'already allowed';
}

/** Why the sentences are perhaps not all that there is to say. */
function doubts(permissions: PermissionComparison, trust: TrustComparison | undefined): Block[] {
  const notes = [
    ...[permissions.incomplete, trust?.incomplete].map((note) => note && words`${text(note)}.`),
    ...malformedNotes('policy', permissions),
    ...malformedNotes('trust policy', trust),
  ].filter((note) => note !== undefined && note !== '');
  return notes.length > 0 ? [alert('warning', notes)] : [];
}

function malformedNotes(what: string, comparison: PermissionComparison | TrustComparison | undefined) {
  const { before, after } = comparison?.malformed ?? {};
  return [
    before && words`The ${what} before the change is malformed: ${text(before)}. It counts as none.`,
    after && words`The ${what} is malformed: ${text(after)}. It counts as none.`,
  ];
}
