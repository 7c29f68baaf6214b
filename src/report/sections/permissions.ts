import { groupBy } from '../../group-by';
import type { PermissionDifference, TrustDifference } from '../../iam/compare';
import { actionWords, isWithoutResource } from '../action-words';
import { arnWords } from '../arn-words';
import { alert, type Block } from '../block';
import { conditionWords } from '../condition-words';
import { githubJobs, jobsWords } from '../github-jobs';
import { code, text } from '../markdown';
import type { Access, Assessment } from '../model';
import { remainderOf } from '../remainder';
import { assumeWords, isEverybody, whoWords } from '../trust-words';

type Kind = PermissionDifference['kind'];

const ORDER: readonly Kind[] = ['gained', 'undecided', 'lost'];
const SIGNS: Readonly<Record<Kind, string>> = { gained: '➕', lost: '➖', undecided: '❔' };
const MAY: Readonly<Record<Kind, string>> = {
  gained: 'may now',
  lost: 'may no longer',
  undecided: 'may, under other conditions than before,',
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
  const sentences = [...trustSentences(assessment, access), ...permissionSentences(assessment, access)];
  const lines = ORDER.flatMap((kind) => sentences.filter((sentence) => sentence.kind === kind)).map(
    ({ kind, words }) => `- ${SIGNS[kind]} ${words}`,
  );
  return [
    ...(lines.length > 0 ? [{ weight: 'essential' as const, head: [], lines, foot: [] }] : []),
    ...doubts(assessment),
  ];
}

function trustSentences({ trust }: Assessment, { roleName }: Access): Sentence[] {
  return groupBy(trust.differences, ({ kind, principal, exceptPrincipals, byTrustAlone, condition, unless }) =>
    JSON.stringify([kind, principal, exceptPrincipals, byTrustAlone, condition, unless]),
  ).map((alike) => {
    const [sample] = alike as [TrustDifference];
    const actions = [...new Set(alike.map(({ action }) => action))];
    return {
      kind: sample.kind,
      words: jobsSentence(sample, actions, roleName) ?? trustSentence(sample, actions, roleName),
    };
  });
}

function trustSentence(sample: TrustDifference, actions: readonly string[], roleName: string): string {
  const alone = sample.byTrustAlone ? ' without a permission of its own' : '';
  return `${mayWords(sample)} ${assumeWords(actions, roleName)}${alone}${conditions(sample)}`;
}

/** A sentence for jobs of GitHub, where the conditions only say which. */
function jobsSentence(sample: TrustDifference, actions: readonly string[], roleName: string): string | undefined {
  const { kind, principal, exceptPrincipals, condition, unless } = sample;
  const isProvider = principal.type === 'Federated' && exceptPrincipals.length === 0;
  const jobs = isProvider ? githubJobs(principal.value, condition, unless) : undefined;
  if (!jobs) return undefined;
  const what = assumeWords(actions, roleName, 'sts:AssumeRoleWithWebIdentity');
  return `GitHub jobs ${jobsWords(jobs)} ${MAY[kind]} ${what}`;
}

/** That everybody may no longer does not say that nobody may. */
function mayWords(difference: TrustDifference): string {
  const { kind, statement } = difference;
  const isShutOut = kind === 'lost' && statement.effect === 'Deny' && isEverybody(difference);
  if (isShutOut && difference.exceptPrincipals.length === 0) return '**no one** may any longer';
  return `${whoWords(difference)} ${MAY[kind]}`;
}

function permissionSentences({ permissions }: Assessment, access: Access): Sentence[] {
  return grouped(permissions.differences).map((alike) => {
    const [sample] = alike as [PermissionDifference];
    const subject = `${code(access.roleName)} ${MAY[sample.kind]} ${actionsWords(alike)}${onWords(alike, access)}`;
    const exceptions = exceptionWords(alike, permissions.unchanged, access);
    return { kind: sample.kind, words: `${subject}${conditions(sample)}${exceptions}` };
  });
}

/** Differences that say the same of several actions or resources become one. */
function grouped(differences: readonly PermissionDifference[]): PermissionDifference[][] {
  const rest = ({ kind, exceptResources, condition, unless }: PermissionDifference) => [
    kind,
    exceptResources,
    condition,
    unless,
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
