import type {
  PermissionComparison,
  PermissionDifference,
  TrustComparison,
  TrustDifference,
} from '../../iam/compare/difference';
import { actionsByImportance } from '../../iam/matrix/importance';
import type { ReadCondition } from '../../iam/policy/policy';
import { readConditions } from '../../iam/policy/read-statement';
import type { PartialTarget } from '../../iam/target';
import { groupBy } from '../../shared/group-by';
import { alert, type Block, list } from '../block';
import { code, icon, joined, type Part, strong, text, type Words, words } from '../inline';
import { remainderOf } from './remainder';
import { counted, grouped } from '../words/count';
import {
  areSameJobs,
  formsBeside,
  githubJobs,
  jobsTogether,
  type JobsLetIn,
  jobsWords,
  repositoryNames,
} from '../words/github-jobs';
import {
  actionWords,
  arnWords,
  conditionWords,
  isEveryAction,
  isOfUnknownEffect,
  isWithoutResource,
} from '../words/permissions';
import { assumeWords, isEverybody, isOfManyJobs, principalsNoun, namedActions, whoWords } from '../words/principals';
import { broadestFirst, isPattern, namedWithin, type Room, SHORT, WHOLE } from '../words/room';
import type { Stage } from '../words/stage';

type Kind = PermissionDifference['kind'];

const ORDER: readonly Kind[] = ['gained', 'undecided', 'lost'];
const SIGNS: Readonly<Record<Kind, string>> = { gained: '➕', lost: '➖', undecided: '❔' };

interface Grammar {
  readonly arePlural?: boolean;
}

/** How a sentence goes about somebody who may do something. */
type Phrasing = (kind: Kind, who: Part, what: Words, grammar?: Grammar) => Words;

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

/** Before the conditions of what is lost: with `if` alone, it would read as if it were still possible on others. */
const WAS_ALLOWED: Readonly<Record<Stage, string>> = {
  planned: 'was allowed if',
  applied: 'was allowed if',
  unfinished: 'was allowed before this run if',
};

function byTheRun(stage: Stage): Phrasing {
  return (kind, who, what, { arePlural = false } = {}) => {
    const verb = CAN[stage][kind];
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

/** More sentences of each part are not read; a fold has all. */
const MOST = { trust: 8, permissions: 10, inVain: 4, byOthers: 6 };
/** Of more principals of which the same is true, one sentence tells. */
const MAX_ALIKE = 3;

interface Sentence {
  readonly kind: Kind;
  readonly words: Words;
  /** Of one kind, those with less are kept first where there are too many. */
  readonly rank: number;
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
  readonly room?: Room;
}

/**
 * A sentence for everything that somebody may do after the change and could not before, and the other way around. Where there
 * are too many, or they name too much, what is broad and what leads to more stays, and a fold has all of it.
 */
export function permissionsSection(compared: Compared, about: Circumstances): Block[] {
  const short = itemsOf(compared, { ...about, room: SHORT }, MOST);
  const whole = itemsOf(compared, { ...about, room: WHOLE });
  const isCut = JSON.stringify(short) !== JSON.stringify(whole);
  const title = `What changes, in full: ${counted(whole.length, 'sentence')}`;
  return [
    ...(short.length > 0 ? [list(short, { weight: 'essential' })] : []),
    ...(isCut ? [list(whole, { weight: 'detail', fold: { title, open: false } })] : []),
    ...doubts(compared.permissions, compared.trust),
  ];
}

/** @param most how many sentences of each part; without it, all */
function itemsOf({ permissions, trust, foreign }: Compared, about: Circumstances, most?: typeof MOST): Words[] {
  const { ofDrift = false, stage = 'planned' } = about;
  const ofTrust = trustSentences(trust?.differences ?? [], about, ofDrift ? LET_BY_SOMEBODY : byTheRun(stage));
  const ofPermissions = permissionSentences(permissions, about, ofDrift ? GIVEN_BY_SOMEBODY : byTheRun(stage));
  const inVain = permissionSentences(withinBoundary(permissions), about, grantedInVain(stage));
  // Where what others have given to the role or taken from it is the drift, it has been said.
  const byOthers = foreign && !ofDrift ? permissionSentences(foreign, about, BY_OTHERS) : [];
  const shown = [...worstOf(ofTrust, most?.trust), ...worstOf(ofPermissions, most?.permissions)];
  const vainShown = worstOf(inVain, most?.inVain);
  const othersShown = worstOf(byOthers, most?.byOthers);
  const left = [
    ...ORDER.map((kind) => {
      const isOfKind = (sentence: Sentence) => sentence.kind === kind;
      const all = [...ofTrust, ...ofPermissions].filter(isOfKind).length;
      return leftWords(SIGNS[kind], all - shown.filter(isOfKind).length);
    }),
    leftWords('🚧', inVain.length - vainShown.length),
    leftWords('⚠️', byOthers.length - othersShown.length),
  ].filter((each) => each.length > 0);
  return [
    ...ORDER.flatMap((kind) => shown.filter((sentence) => sentence.kind === kind)).map(
      ({ kind, words: sentence }) => words`${icon(SIGNS[kind])} ${sentence}`,
    ),
    ...vainShown.map(
      ({ words: sentence }) => words`${icon('🚧')} ${sentence}; denied, because the permissions boundary does not`,
    ),
    ...othersShown.map(({ words: sentence }) => words`${icon('⚠️')} ${sentence}`),
    ...(left.length > 0 ? [words`and ${joined(left, ', ')}: all in full below`] : []),
  ];
}

function leftWords(sign: string, count: number): Words {
  return count > 0 ? words`${count} more of ${icon(sign)}` : [];
}

/** In their order. */
function worstOf(sentences: readonly Sentence[], most = Infinity): readonly Sentence[] {
  if (sentences.length <= most + 1) return sentences;
  const byWeight = [...sentences].sort(
    (one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind) || one.rank - other.rank,
  );
  const kept = new Set(byWeight.slice(0, most));
  return sentences.filter((sentence) => kept.has(sentence));
}

/** What the boundary cuts away, by itself. */
function withinBoundary({ cutAway = [], ...rest }: PermissionComparison): PermissionComparison {
  return { ...rest, differences: cutAway };
}

function trustSentences(
  differences: readonly TrustDifference[],
  { roleName, target, isAccountUnknown = false, stage = 'planned', room = WHOLE }: Circumstances,
  phrase: Phrasing,
): Sentence[] {
  const account = isAccountUnknown ? undefined : target.account;
  const alike = groupBy(differences, ({ kind, principal, exceptPrincipals, byTrustAlone, condition, unless }) =>
    JSON.stringify([kind, principal, exceptPrincipals, byTrustAlone, condition, unless]),
  ).map((same): SaidOfTrust => {
    const [sample] = same as [TrustDifference];
    return {
      sample,
      actions: [...new Set(same.flatMap(namedActions))],
      ofJobs: saidOfJobs(sample, stage, room.names),
    };
  });
  // Jobs of a repository of which the same is true are told in one sentence, where the first of them would be.
  const byWhom = groupBy(alike, ({ sample, actions, ofJobs }) =>
    JSON.stringify(
      ofJobs
        ? [sample.kind, sample.principal, actions, ofJobs.rest, repositoryNames(ofJobs.jobs.jobs)]
        : [sample, actions],
    ),
  );
  const telling = { roleName, phrase, stage, account, room };
  return groupBy(byWhom, (same) => whatIsTrue(same[0]!, account))
    .flatMap((groups) => (groups.length > MAX_ALIKE ? [groups.flat()] : groups))
    .map((same) => {
      const [{ sample, actions }] = same as [SaidOfTrust];
      const ofJobs = same.flatMap((each) => each.ofJobs ?? []);
      const sentence =
        ofJobs.length > 0
          ? jobsSentence(ofJobs, { ...telling, kind: sample.kind, actions })
          : trustSentence(same, { ...telling, actions });
      return { kind: sample.kind, words: sentence, rank: rankOfWhom(sample, account) };
    });
}

/** The same for principals of one sort of whom the same is true. Everybody, and all but some, is told alone. */
function whatIsTrue({ sample, actions, ofJobs }: SaidOfTrust, account: string | undefined): string {
  const { kind, principal, exceptPrincipals, byTrustAlone, condition, unless, statement } = sample;
  if (ofJobs) return JSON.stringify([kind, principal, actions, ofJobs.rest]);
  if (isEverybody(sample) || exceptPrincipals.length > 0) return JSON.stringify([sample, actions]);
  const { type, value } = principal;
  const asked = readConditions(condition);
  const who = type === 'Federated' ? value : principalsNoun(principal, account);
  const oneSubject = type === 'Federated' && asked.filter(isSubject).length === 1;
  const alike = oneSubject ? asked.map((each) => (isNamedSubject(each) ? { ...each, values: [] } : each)) : asked;
  return JSON.stringify([kind, type, who, byTrustAlone, alike, unless, statement.effect, actions]);
}

function isSubject({ key }: ReadCondition): boolean {
  return /:sub$/i.test(key);
}

/** Of values that are excluded, those of several conditions are not those of one. */
function isNamedSubject(condition: ReadCondition): boolean {
  return isSubject(condition) && ['StringEquals', 'StringLike'].includes(condition.operatorText);
}

/** Everybody first, then other accounts, and as many tokens of a provider as fit. */
function rankOfWhom(sample: TrustDifference, account: string | undefined): number {
  const { principal, exceptPrincipals } = sample;
  if (isEverybody(sample) || exceptPrincipals.length > 0) return 0;
  if (isOfManyJobs(sample)) return 1;
  const isStrange = principal.type === 'AWS' && / ?other account/.test(principalsNoun(principal, account));
  return isStrange ? 1 : 2;
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
}

/** @returns `undefined` where it is about nobody who can be told as jobs, or about more than these */
function saidOfJobs(
  { kind, principal, exceptPrincipals, condition, unless }: TrustDifference,
  stage: Stage,
  most: number,
): SaidOfJobs | undefined {
  if (principal.type !== 'Federated' || exceptPrincipals.length > 0) return undefined;
  const jobs = githubJobs(principal.value, readConditions(condition));
  if (!jobs) return undefined;
  const alternatives = unless.map((each) => readConditions(each));
  const others = alternatives.map((each) => githubJobs(principal.value, each));
  const byAudience = others.some((each) => each && !isSame(each.audience, jobs.audience));
  const all = (asked: readonly ReadCondition[]) => allOf(asked, most);
  const own = all([...(byAudience ? [jobs.audience] : []), ...jobs.others]);
  const known = others.flatMap((each) => (each && !byAudience && isSame(each.others, jobs.others) ? each.jobs : []));
  const forms = formsBeside(jobs.jobs, known);
  const isOtherForm = known.length > 0 && forms.every(({ repositories }) => repositories.length > 0);
  const alreadyOrStill = alternatives.map((each, index) => {
    const other = others[index];
    if (!other) return words` if ${all(each)}`;
    const asked = all([...(byAudience ? [other.audience] : []), ...other.others]);
    const only = asked.length > 0 ? words` if ${asked}` : words``;
    if (!areSameJobs(jobs.jobs, other.jobs)) return words` for jobs ${jobsWords(other.jobs, most)}${only}`;
    if (only.length > 0) return only;
    return isOtherForm ? words` by the other form of the subject` : words` if ${all(each)}`;
  });
  return {
    jobs: isOtherForm ? { ...jobs, jobs: forms } : jobs,
    rest: [
      ...(own.length > 0 ? ifWords(kind, own, stage) : []),
      ...(alternatives.length > 0 ? words`; ${sameWords(kind)}${alternativeWords(alreadyOrStill, most)}` : []),
    ],
  };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

interface Telling {
  readonly actions: readonly string[];
  readonly roleName: string;
  readonly phrase: Phrasing;
  readonly room: Room;
}

function jobsSentence(
  all: readonly SaidOfJobs[],
  { kind, actions, roleName, phrase, room }: Telling & Pick<Sentence, 'kind'>,
): Words {
  const what = assumeWords(actions, roleName, 'sts:AssumeRoleWithWebIdentity');
  const [{ rest }] = all as [SaidOfJobs];
  const who = words`jobs ${jobsWords(jobsTogether(all.map(({ jobs }) => jobs)), room.names)}`;
  return words`${phrase(kind, who, what, { arePlural: true })}${rest}`;
}

function trustSentence(
  same: readonly SaidOfTrust[],
  { actions, roleName, phrase, stage, account, room }: Telling & { readonly stage: Stage; readonly account?: string },
): Words {
  const [{ sample }] = same as [SaidOfTrust];
  const { kind, exceptPrincipals, statement, byTrustAlone } = sample;
  const what = assumeWords(actions, roleName);
  // That everybody may no longer does not say that nobody may.
  const isForAll = isEverybody(sample) && exceptPrincipals.length === 0;
  const isShutOut = kind === 'lost' && statement.effect === 'Deny' && isForAll;
  const all = [...new Set(same.map((each) => each.sample.principal.value))];
  const noun = principalsNoun(sample.principal, account);
  const permitted = /^(other )?accounts$/.test(noun) ? '; any user or role that they permit' : '';
  const named = namedWithin(room.names, all.map(code), ', ', 'of them');
  const many = words`${all.length} ${noun} (${named}${permitted})`;
  const who = all.length > 1 ? many : whoWords(sample, account, room.names);
  const sentence = isShutOut
    ? words`${strong('no one')} ${CAN[stage].gained.replace(/ now$/, '')} ${what} any longer`
    : phrase(kind, who, what, { arePlural: all.length > 1 });
  const asked = all.length > 1 ? undefined : withSubjectsOfAll(same);
  return words`${sentence}${byTrustAlone ? ` without a permission of ${all.length > 1 ? 'their' : 'its'} own` : ''}${conditions(sample, stage, room, asked)}`;
}

/** The conditions, which are the same but for the subjects. */
function withSubjectsOfAll(same: readonly SaidOfTrust[]): readonly ReadCondition[] {
  const each = same.map(({ sample }) => readConditions(sample.condition));
  return each[0]!.map((condition, index) => ({
    ...condition,
    values: [...new Set(each.flatMap((conditionsOf) => conditionsOf[index]!.values))],
  }));
}

function permissionSentences(
  comparison: PermissionComparison,
  { roleName, target, stage = 'planned', room = WHOLE }: Circumstances,
  phrase: Phrasing,
): Sentence[] {
  const order = ranksOf(comparison);
  return alikeTogether(comparison.differences).map((alike) => {
    const [sample] = alike as [PermissionDifference];
    const what = words`${actionsWords(alike, room, order)}${onWords(alike, target, room)}`;
    const exceptions = exceptionWords(alike, comparison.unchanged, { target, room });
    const isDoubtful = sample.kind === 'undecided' && isOfUnknownEffect(sample);
    const sentence = phrase(isDoubtful ? 'gained' : sample.kind, code(roleName), what);
    const doubt = isDoubtful ? words`, if that has an effect: AWS knows of no resource but ${code('*')} for it` : '';
    const why = sample.byBoundary ? ', because of its permissions boundary' : '';
    const rank = alike.some(isEveryAction) ? -1 : Math.min(...alike.map((each) => rankOf(each, order)));
    return {
      kind: sample.kind,
      words: words`${sentence}${conditions(sample, stage, room)}${exceptions}${doubt}${why}`,
      rank,
    };
  });
}

type Ranks = ReadonlyMap<string, number>;

function ranksOf(comparison: PermissionComparison): Ranks {
  return new Map(actionsByImportance(comparison).map((action, index) => [action, index]));
}

/** What is not known may be anything, so it is not what is left out. */
function rankOf({ action, actions }: Pick<PermissionDifference, 'action' | 'actions'>, order: Ranks): number {
  return isPattern(action) || actions.length === 0 ? 0 : Math.min(...actions.map((each) => order.get(each) ?? 0));
}

/** Differences that say the same of several actions or resources become one. */
function alikeTogether(differences: readonly PermissionDifference[]): PermissionDifference[][] {
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

/** Each of them once; where there are too many, first what leads to more permissions, and what does more than read. */
function actionsWords(
  alike: readonly (Parameters<typeof actionWords>[0] & Pick<PermissionDifference, 'actions'>)[],
  room = WHOLE,
  order: Ranks = new Map(),
): Words {
  const once = groupBy(alike, (each) => JSON.stringify(actionWords(each))).map(([first]) => first!);
  const all = once.length > room.actions + 1 ? [...once].sort((a, b) => rankOf(a, order) - rankOf(b, order)) : once;
  const left = all.slice(room.actions).some(({ action }) => isPattern(action)) ? 'names of actions' : 'actions';
  const named = all.map((each) => actionWords(each, room.names));
  return namedWithin(room.actions, named, ', ', left);
}

function onWords(alike: readonly PermissionDifference[], target: PartialTarget, { names }: Room): Part {
  const { exceptResources } = alike[0]!;
  if (isWithoutResource(alike[0]!)) return '';
  const except =
    exceptResources.length > 0
      ? words` ${strong('but')} ${arnsWithin(names, exceptResources, target, 'exceptions')}`
      : '';
  const all = [...new Set(alike.map(({ resource }) => resource))];
  return words` on ${arnsWithin(names, all, target, 'resources')}${except}`;
}

function arnsWithin(most: number, arns: readonly string[], target: PartialTarget, nouns: string): Words {
  if (arns.length <= most + 1) return joined(arnWords(arns, target), ', ');
  const shown = broadestFirst(most, arns).slice(0, most);
  return words`${joined(arnWords(shown, target), ', ')} and ${grouped(arns.length - most)} more ${nouns}`;
}

/** A statement that names more than what differs would otherwise seem to take all of it, or to grant all of it anew. */
function exceptionWords(
  alike: readonly PermissionDifference[],
  unchanged: PermissionComparison['unchanged'],
  { target, room }: { readonly target: PartialTarget; readonly room: Room },
): Part {
  // That of everything something was allowed before goes without saying.
  if (alike[0]!.kind === 'gained' && alike[0]!.resource === '*') return '';
  const own = JSON.stringify(actionsWords(alike));
  const remainders = groupBy(remainderOf(alike, unchanged), ({ resource }) => resource).map((same) => {
    const actions = actionsWords(same, room);
    const condition = same.some((each) => each.condition) ? ' under conditions' : '';
    const on = words`on ${joined(arnWords([same[0]!.resource], target), ',')}${condition}`;
    return JSON.stringify(actionsWords(same)) === own ? on : words`${actions} ${on}`;
  });
  if (remainders.length === 0) return '';
  const more = remainders.length > room.exceptions ? [`${remainders.length - room.exceptions} more`] : [];
  return words`; ${sameWords(alike[0]!.kind)} ${joined([...remainders.slice(0, room.exceptions), ...more], ', ')}`;
}

/** @param asked the conditions, where they are those of several */
function conditions(
  { kind, condition, unless, statement }: Pick<PermissionDifference, 'kind' | 'condition' | 'unless' | 'statement'>,
  stage: Stage,
  { names }: Room,
  asked = readConditions(condition),
): Words {
  const only = allOf(asked, names);
  const others = unless.map((alternative) => words` if ${allOf(readConditions(alternative), names)}`);
  // What a denial takes away is gone only under its conditions.
  const asking = statement.effect === 'Deny' ? words`, if ${only}` : ifWords(kind, only, stage);
  return [
    ...(only.length > 0 ? asking : []),
    ...(others.length > 0 ? words`; ${sameWords(kind)}${alternativeWords(others, names)}` : []),
  ];
}

function ifWords(kind: Kind, asked: Words, stage: Stage): Words {
  return kind === 'lost' ? words` (${WAS_ALLOWED[stage]} ${asked})` : words`, if ${asked}`;
}

function allOf(asked: readonly ReadCondition[], most: number): Words {
  return namedWithin(most, conditionWords(asked, most), ' and ', 'conditions');
}

/** Each begins with a blank. */
function alternativeWords(each: readonly Words[], most: number): Words {
  const more = each.length > most + 1 ? [` ${each.length - most} more ways`] : [];
  return joined([...(more.length > 0 ? each.slice(0, most) : each), ...more], ', or');
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
