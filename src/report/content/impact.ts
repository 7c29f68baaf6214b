import type { PermissionComparison, PermissionDifference, TrustDifference } from '../../iam/compare/difference';
import type { Finding, Severity } from '../../iam/findings/finding';
import { type Block, paragraph } from '../block';
import { strong } from '../inline';
import type { Assessment } from '../model';
import type { SettingChange } from '../role-settings';
import { addsSubjects, isAboutConditions, isAboutConditionsOfTrust } from '../words/conditions';
import { counted } from '../words/count';
import { isEveryAction, isExhaustive, isOfUnknownEffect, isWithoutResource } from '../words/permissions';
import { isAboutSessions, isEverybody, isOfManyJobs, principalId } from '../words/principals';

/** What an impact is about; what is not known is left out. */
type Assessed = Pick<Assessment, 'permissions' | 'findings'> & Partial<Pick<Assessment, 'trust' | 'foreign'>>;

interface Circumstances {
  readonly settings?: readonly SettingChange[];
  /** Whether it is about what was changed outside of Pulumi. */
  readonly ofDrift?: boolean;
}

/** What the change comes to, in one line: how much becomes possible, how much no longer is, and what is wrong about it. */
export function impactSection(assessed: Assessed, circumstances: Circumstances = {}): Block[] {
  return [paragraph([strong(impact(assessed, circumstances))])];
}

/** @returns the line, which holds nothing from outside */
export function impact(
  { permissions, trust, foreign, findings }: Assessed,
  { settings = [], ofDrift = false }: Circumstances = {},
): string {
  const { differences, cutAway = [] } = permissions;
  const isSame = differences.length + cutAway.length === 0 && !trust?.differences.length;
  const isKnown = !permissions.incomplete && !trust?.incomplete;
  const what = [
    isSame && isKnown && settings.length === 0 && 'changes no permission',
    !isKnown && 'may change more than could be compared',
    permissionWords(permissions),
    cutAway.length > 0 && `names ${actionCount(cutAway)} more that the permissions boundary denies`,
    trust && trustWords(trust.differences),
    ...settings.map(({ words, mayAllowMore }) => `${words}${mayAllowMore ? ', which may allow more' : ''}`),
  ].filter(Boolean);
  const parts = [
    ...(ofDrift ? [`what was changed outside of Pulumi ${what.join('; ')}`] : what),
    ...(foreign && !ofDrift ? [`policies that are not of this stack: ${foreignWords(foreign)}`] : []),
    findingCounts(findings),
  ].filter(Boolean);
  const sentence = parts.join('; ');
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

function foreignWords(foreign: PermissionComparison): string {
  return permissionWords(foreign) || 'change no permission';
}

function permissionWords({ differences, unchanged }: PermissionComparison): string {
  const of = (kind: PermissionDifference['kind'], isConditional: boolean) =>
    differences.filter((each) => each.kind === kind && isAboutConditions(each) === isConditional);
  const [gained, lost] = [of('gained', false), of('lost', false)];
  const [eased, tightened] = [of('gained', true), of('lost', true)];
  const undecided = differences.filter(({ kind }) => kind === 'undecided');
  const doubtful = undecided.filter(isOfUnknownEffect);
  const conditional = undecided.filter((difference) => !isOfUnknownEffect(difference));
  const hadSome = [...eased, ...lost, ...tightened, ...unchanged].length > 0;
  // What is still allowed on something else, or under some condition, is not gone.
  const remaining = new Set([...unchanged, ...tightened].flatMap(namesOf));
  const gone = namesIn(lost).filter((name) => !remaining.has(name));
  const isGone = (difference: PermissionDifference) => namesOf(difference).some((name) => !remaining.has(name));
  const narrowed = namesIn(lost).filter((name) => remaining.has(name));
  // What is allowed under other conditions than before is neither more nor less.
  const [easedNames, tightenedNames] = [namesIn(eased), namesIn(tightened)];
  const exchanged = easedNames.filter((name) => tightenedNames.includes(name));
  const isOneSided = (difference: PermissionDifference) =>
    !namesOf(difference).every((name) => exchanged.includes(name));
  const changed = [...conditional, ...[...eased, ...tightened].filter((each) => !isOneSided(each))];
  const [onlyEased, onlyTightened] = [eased.filter(isOneSided), tightened.filter(isOneSided)];
  const less = [...new Set([...narrowed, ...namesIn(onlyTightened)])];
  return joined([
    gained.length > 0 && `grants ${actionCount(gained)}${resourceCount(gained, hadSome)}`,
    onlyEased.length > 0 && `eases the conditions of ${actionCount(onlyEased)}`,
    gone.length > 0 && `takes ${actionCount(lost, gone)}${resourceCount(lost.filter(isGone), false)} away`,
    less.length > 0 && `narrows ${counted(less.length, 'action')}`,
    doubtful.length > 0 && `perhaps grants ${actionCount(doubtful)}`,
    changed.length > 0 && `changes the conditions of ${actionCount(changed)}`,
  ]);
}

function actionCount(differences: readonly PermissionDifference[], names = namesIn(differences)): string {
  const every = differences.filter(isEveryAction);
  if (every.length > 0) {
    return every.some(({ exceptActions }) => exceptActions.length === 0) ? 'all actions' : 'nearly all actions';
  }
  return `${differences.every(isExhaustive) ? '' : 'at least '}${counted(names.length, 'action')}`;
}

/** ` on 2 resources more`; empty where the actions are about none. */
function resourceCount(differences: readonly PermissionDifference[], isMore: boolean): string {
  const about = differences.filter((difference) => !isWithoutResource(difference));
  const everywhere = about.filter(({ resource }) => resource === '*');
  if (everywhere.some(({ exceptResources }) => exceptResources.length === 0)) return ' on every resource';
  if (everywhere.length > 0) return ' on nearly every resource';
  const count = new Set(about.map(({ resource }) => resource)).size;
  return count === 0 ? '' : ` on ${counted(count, 'resource')}${isMore ? ' more' : ''}`;
}

function namesIn(differences: readonly PermissionDifference[]): string[] {
  return [...new Set(differences.flatMap(namesOf))];
}

function namesOf({ action, actions }: Pick<PermissionDifference, 'action' | 'actions'>): readonly string[] {
  return actions.length > 0 ? actions : [action];
}

function trustWords(differences: readonly TrustDifference[]): string {
  const about = differences.filter((difference) => !isAboutSessions(difference));
  const of = (kind: TrustDifference['kind'], isConditional: boolean) =>
    about.filter((each) => each.kind === kind && isAboutTrustConditions(each) === isConditional);
  const [gained, lost] = [of('gained', false), of('lost', false)];
  const [eased, tightened] = [of('gained', true), of('lost', true)];
  const undecided = about.filter(({ kind }) => kind === 'undecided');
  return joined([
    gained.length > 0 && `lets ${principals(gained)} assume the role`,
    eased.length > 0 && `eases the conditions for ${principals(eased)} to assume the role`,
    undecided.length > 0 && `changes the conditions for ${principals(undecided)} to assume the role`,
    tightened.length > 0 && `tightens the conditions for ${principals(tightened)} to assume the role`,
    lost.length > 0 && `no longer lets ${principals(lost)} assume the role`,
    about.length === 0 && differences.length > 0 && 'changes what sessions of the role may carry',
  ]);
}

/** Whether it was possible before, or still is, under a condition or with a permission of the principal's own. */
function isAboutTrustConditions(difference: TrustDifference): boolean {
  return (isAboutConditionsOfTrust(difference) && !addsSubjects(difference)) || (difference.byTrustAlone ?? false);
}

function principals(differences: readonly TrustDifference[]): string {
  if (differences.some(({ exceptPrincipals }) => exceptPrincipals.length > 0)) return 'nearly everyone';
  // A statement that allows everybody is gone, or one that denies everybody has come.
  if (differences.some((each) => each.kind === 'lost' && each.statement.effect === 'Deny' && isEverybody(each))) {
    return 'anyone';
  }
  if (differences.some(isEverybody)) return 'everyone';
  const least = differences.some(isOfManyJobs) ? 'at least ' : '';
  return `${least}${counted(new Set(differences.map(principalId)).size, 'principal')}`;
}

const NAMES: Readonly<Record<Severity, string>> = {
  error: 'error',
  security: 'security finding',
  warning: 'warning',
  suggestion: 'suggestion',
};

/** @returns how many findings there are of each severity, and how many are let pass; empty where there are none */
export function findingCounts(findings: readonly Finding[]): string {
  const counting = findings.filter(({ ignored }) => ignored === undefined);
  const letPass = findings.length - counting.length;
  return joined([
    ...(Object.keys(NAMES) as Severity[]).map((severity) => {
      const count = counting.filter((finding) => finding.severity === severity).length;
      return count > 0 && counted(count, NAMES[severity]);
    }),
    letPass > 0 && `${counted(letPass, 'finding')} ignored`,
  ]);
}

function joined(parts: readonly (string | false)[]): string {
  return parts.filter((part) => part !== false).join(', ');
}
