import type { PermissionComparison, PermissionDifference, TrustDifference } from '../../iam/compare';
import { groupBy } from '../../shared/group-by';
import { actionWords, isOfUnknownEffect, isWithoutResource } from '../action-words';
import { arnWords } from '../arn-words';
import { alert, type Block } from '../block';
import { conditionWords } from '../condition-words';
import { isDrift } from '../drift';
import { githubJobs, jobsWords } from '../github-jobs';
import type { Access, Assessment } from '../model';
import { remainderOf } from '../remainder';
import { code, text } from '../render/markdown';
import { assumeWords, isEverybody, whoWords } from '../trust-words';

type Kind = PermissionDifference['kind'];

const ORDER: readonly Kind[] = ['gained', 'undecided', 'lost'];
const SIGNS: Readonly<Record<Kind, string>> = { gained: '➕', lost: '➖', undecided: '❔' };

/** How sentences go about somebody who may do something. All of it is inline Markdown. */
interface Phrasing {
  readonly mayDo: (kind: Kind, who: string, what: string) => string;
  readonly mayAssume: (kind: Kind, who: string, what: string) => string;
}

const MAY: Readonly<Record<Kind, string>> = {
  gained: 'may now',
  lost: 'may no longer',
  undecided: 'may, under other conditions than before,',
};

/** Of what the run changes. */
const BY_THE_RUN: Phrasing = {
  mayDo: (kind, who, what) => `${who} ${MAY[kind]} ${what}`,
  mayAssume: (kind, who, what) => `${who} ${MAY[kind]} ${what}`,
};

/** Of what was changed outside of Pulumi. */
const BY_SOMEBODY: Phrasing = {
  mayDo: (kind, who, what) =>
    ({
      gained: `somebody gave ${who} ${what}`,
      lost: `somebody took ${what} from ${who}`,
      undecided: `somebody changed the conditions under which ${who} may ${what}`,
    })[kind],
  mayAssume: (kind, who, what) =>
    ({
      gained: `somebody let ${who} ${what}`,
      lost: `somebody took from ${who} the right to ${what}`,
      undecided: `somebody changed the conditions under which ${who} may ${what}`,
    })[kind],
};

/** Of what stays as it is, by policies that are not of this stack. */
const BY_OTHERS: Phrasing = {
  ...BY_THE_RUN,
  mayDo: (kind, who, what) =>
    `${who} ${kind === 'lost' ? 'may not' : 'may'}, by policies that are not of this stack, ${what}`,
};

/** More exceptions of a sentence make it longer, but not clearer. */
const MAX_EXCEPTIONS = 4;

interface Sentence {
  readonly kind: Kind;
  /** Inline Markdown. */
  readonly words: string;
}

/** A sentence for everything that somebody may do after the change and could not before, and the other way around. */
export function permissionsSection(access: Access): Block[] {
  const { assessment } = access;
  if (!assessment) return [];
  const phrasing = isDrift(access) ? BY_SOMEBODY : BY_THE_RUN;
  const sentences = [
    ...trustSentences(assessment, access, phrasing),
    ...permissionSentences(assessment.permissions, access, phrasing),
  ];
  const lines = [
    ...ORDER.flatMap((kind) => sentences.filter((sentence) => sentence.kind === kind)).map(
      ({ kind, words }) => `- ${SIGNS[kind]} ${words}`,
    ),
    ...foreignLines(assessment, access),
  ];
  return [
    ...(lines.length > 0 ? [{ weight: 'essential' as const, head: [], lines, foot: [] }] : []),
    ...doubts(assessment),
  ];
}

/** What others have given to the role or taken from it; where that is the drift, it has been said. */
function foreignLines({ foreign }: Assessment, access: Access): string[] {
  if (!foreign || isDrift(access)) return [];
  return permissionSentences(foreign, access, BY_OTHERS).map(({ words }) => `- ⚠️ ${words}`);
}

function trustSentences({ trust }: Assessment, { roleName }: Access, phrasing: Phrasing): Sentence[] {
  return groupBy(trust.differences, ({ kind, principal, exceptPrincipals, byTrustAlone, condition, unless }) =>
    JSON.stringify([kind, principal, exceptPrincipals, byTrustAlone, condition, unless]),
  ).map((alike) => {
    const [sample] = alike as [TrustDifference];
    const actions = [...new Set(alike.map(({ action }) => action))];
    return {
      kind: sample.kind,
      words: jobsSentence(sample, actions, roleName, phrasing) ?? trustSentence(sample, actions, roleName, phrasing),
    };
  });
}

function trustSentence(
  sample: TrustDifference,
  actions: readonly string[],
  roleName: string,
  phrasing: Phrasing,
): string {
  const alone = sample.byTrustAlone ? ' without a permission of its own' : '';
  const what = assumeWords(actions, roleName);
  return `${mayAssume(sample, what, phrasing)}${alone}${conditions(sample)}`;
}

/** A sentence for jobs of GitHub, where the conditions only say which. */
function jobsSentence(
  sample: TrustDifference,
  actions: readonly string[],
  roleName: string,
  phrasing: Phrasing,
): string | undefined {
  const { kind, principal, exceptPrincipals, condition, unless } = sample;
  const isProvider = principal.type === 'Federated' && exceptPrincipals.length === 0;
  const jobs = isProvider ? githubJobs(principal.value, condition, unless) : undefined;
  if (!jobs) return undefined;
  const what = assumeWords(actions, roleName, 'sts:AssumeRoleWithWebIdentity');
  return phrasing.mayAssume(kind, `GitHub jobs ${jobsWords(jobs)}`, what);
}

/** That everybody may no longer does not say that nobody may. */
function mayAssume(difference: TrustDifference, what: string, phrasing: Phrasing): string {
  const { kind, statement } = difference;
  const isShutOut = kind === 'lost' && statement.effect === 'Deny' && isEverybody(difference);
  if (isShutOut && difference.exceptPrincipals.length === 0) return `**no one** may any longer ${what}`;
  return phrasing.mayAssume(kind, whoWords(difference), what);
}

function permissionSentences(
  { differences, unchanged }: PermissionComparison,
  access: Access,
  phrasing: Phrasing,
): Sentence[] {
  return grouped(differences).map((alike) => {
    const [sample] = alike as [PermissionDifference];
    const what = `${actionsWords(alike)}${onWords(alike, access)}`;
    const exceptions = exceptionWords(alike, unchanged, access);
    const isDoubtful = sample.kind === 'undecided' && isOfUnknownEffect(sample);
    const words = phrasing.mayDo(isDoubtful ? 'gained' : sample.kind, code(access.roleName), what);
    const doubt = isDoubtful ? `, if that has an effect: AWS knows of no resource but ${code('*')} for it` : '';
    return { kind: sample.kind, words: `${words}${conditions(sample)}${exceptions}${doubt}` };
  });
}

/** Differences that say the same of several actions or resources become one. */
function grouped(differences: readonly PermissionDifference[]): PermissionDifference[][] {
  const rest = (each: PermissionDifference) => [
    ...[each.kind, isOfUnknownEffect(each), each.exceptResources, each.condition, each.unless],
  ];
  const byResource = groupBy(differences, (each) =>
    JSON.stringify([each.resource, isWithoutResource(each), ...rest(each)]),
  );
  return groupBy(byResource, (alike) =>
    JSON.stringify([actionsWords(alike), isWithoutResource(alike[0]!), ...rest(alike[0]!)]),
  ).map((groups) => groups.flat());
}

function actionsWords(alike: readonly PermissionDifference[]): string {
  return [...new Set(alike.map(actionWords))].join(', ');
}

function onWords(alike: readonly PermissionDifference[], { target }: Access): string {
  const { exceptResources } = alike[0]!;
  if (isWithoutResource(alike[0]!)) return '';
  const list = (arns: readonly string[]) => arnWords(arns, target).join(', ');
  const except = exceptResources.length > 0 ? ` **but** ${list(exceptResources)}` : '';
  return ` on ${list(alike.map(({ resource }) => resource))}${except}`;
}

/** A statement that names more than what differs would otherwise seem to take all of it, or to grant all of it anew. */
function exceptionWords(
  alike: readonly PermissionDifference[],
  unchanged: Assessment['permissions']['unchanged'],
  { target }: Access,
): string {
  // That of everything something was allowed before goes without saying.
  if (alike[0]!.kind === 'gained' && alike[0]!.resource === '*') return '';
  const own = actionsWords(alike);
  const remainders = groupBy(remainderOf(alike, unchanged), ({ resource }) => resource).map((same) => {
    const actions = [...new Set(same.map(actionWords))].join(', ');
    const condition = same.some((each) => each.condition) ? ' under conditions' : '';
    return `${actions === own ? '' : `${actions} `}on ${arnWords([same[0]!.resource], target).join()}${condition}`;
  });
  if (remainders.length === 0) return '';
  const more = remainders.length > MAX_EXCEPTIONS ? [`${remainders.length - MAX_EXCEPTIONS} more`] : [];
  return `; ${sameWords(alike[0]!.kind)} ${[...remainders.slice(0, MAX_EXCEPTIONS), ...more].join(', ')}`;
}

function conditions({ kind, condition, unless }: Pick<PermissionDifference, 'kind' | 'condition' | 'unless'>): string {
  const only = conditionWords(condition).join(' and ');
  const others = unless.map((each) => conditionWords(each).join(' and ')).join(', or ');
  return `${only && `, if ${only}`}${others && `; ${sameWords(kind)} if ${others}`}`;
}

function sameWords(kind: Kind): string {
  return kind === 'lost' ? 'still allowed' : 'already allowed';
}

function doubts({ permissions, trust }: Assessment): Block[] {
  const notes = [
    ...[permissions.incomplete, trust.incomplete].filter((note) => note !== undefined).map((note) => `${text(note)}.`),
    ...malformedNotes('policy', permissions.malformed),
    ...malformedNotes('trust policy', trust.malformed),
  ];
  return notes.length > 0 ? [alert('WARNING', notes)] : [];
}

function malformedNotes(what: string, { before, after }: Assessment['permissions']['malformed']): string[] {
  return [
    ...(before === undefined
      ? []
      : [`The ${what} before the change is malformed: ${text(before)}. It counts as none.`]),
    ...(after === undefined ? [] : [`The ${what} is malformed: ${text(after)}. It counts as none.`]),
  ];
}
