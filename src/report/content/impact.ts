import type {
  PermissionComparison,
  PermissionDifference,
  TrustComparison,
  TrustDifference,
} from '../../iam/compare/difference';
import { type Finding, isGrave, type Severity } from '../../iam/findings/finding';
import { type Block, paragraph } from '../block';
import { strong } from '../inline';
import type { Assessment } from '../model';
import type { SettingChange } from '../role-settings';
import { byCause } from '../words/causes';
import { addsSubjects, isAboutConditions, isAboutConditionsOfTrust } from '../words/conditions';
import { counted } from '../words/count';
import { isEveryAction, isExhaustive, isOfUnknownEffect, isWithoutResource } from '../words/permissions';
import { isAboutSessions, isEverybody, isOfManyJobs, principalId } from '../words/principals';
import { allDone, doneOutside, inStage, type Stage } from '../words/stage';

/** What an impact is about; what is not known is left out. */
type Assessed = Pick<Assessment, 'permissions' | 'findings'> & Partial<Pick<Assessment, 'trust' | 'foreign'>>;

interface Circumstances {
  readonly settings?: readonly SettingChange[];
  /** Whether it is about what was changed outside of Pulumi. */
  readonly ofDrift?: boolean;
  readonly stage?: Stage;
  /** Whether there is nothing left that could be wrong. */
  readonly isGone?: boolean;
}

/** What the change comes to, in one line: how much becomes possible, how much no longer is, and what is wrong about it. */
export function impactSection(assessed: Assessed, circumstances: Circumstances = {}): Block[] {
  return [paragraph([strong(impact(assessed, circumstances))])];
}

/** @returns the line, which holds nothing from outside */
export function impact(assessed: Assessed, circumstances: Circumstances = {}): string {
  const sentence = impactParts(assessed, circumstances).join('; ');
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

/** @returns what makes up the line, in its order, to go on with in a sentence */
function impactParts(assessed: Assessed, circumstances: Circumstances): readonly string[] {
  const found = findingCounts(assessed.findings) || (!circumstances.isGone && 'no findings');
  return [...changeParts(assessed, circumstances), ...(found ? [found] : [])];
}

/** The same for a title: what is grave is named, and comes first unless it is already there. */
export function titleParts(assessed: Assessed, circumstances: Circumstances = {}): readonly string[] {
  if (!assessed.findings.some(isGrave)) return impactParts(assessed, circumstances);
  const [found, changes] = [gravestNamed(assessed.findings), changeParts(assessed, circumstances)];
  return circumstances.ofDrift ? [...changes, found] : [found, ...changes];
}

function changeParts(
  { permissions, trust, foreign }: Assessed,
  { settings = [], ofDrift = false, stage = 'planned', isGone = false }: Circumstances,
): readonly string[] {
  const { differences, cutAway = [] } = permissions;
  const isSame = differences.length + cutAway.length === 0 && !trust?.differences.length;
  const isKnown = !permissions.incomplete && !trust?.incomplete;
  const phrases = [
    ...permissionPhrases(permissions),
    ...(cutAway.length > 0
      ? [`name ${actionCount(cutAway, namesIn(cutAway), 'more ')} that the permissions boundary denies`]
      : []),
    ...trustPhrases(trust),
    ...settings.map(({ words, mayAllowMore }) => `${words}${mayAllowMore ? ', which may allow more' : ''}`),
  ];
  return [
    isSame && isKnown && settings.length === 0 && 'no permission changes',
    !isKnown && `not all could be compared, so more may ${ofDrift ? 'have changed' : 'change'} than is said here`,
    ofDrift ? doneOutside(phrases) : isGone && stage === 'applied' ? allDone(phrases) : inStage(stage, phrases),
    foreign && !ofDrift && `policies that are not of this stack: ${foreignWords(foreign)}`,
  ].filter((part) => typeof part === 'string' && part !== '') as string[];
}

function foreignWords(foreign: PermissionComparison): string {
  return inStage('applied', permissionPhrases(foreign)) || 'change nothing';
}

function permissionPhrases({ differences, unchanged }: PermissionComparison): string[] {
  const of = (kind: PermissionDifference['kind'], isConditional: boolean) =>
    differences.filter((each) => each.kind === kind && isAboutConditions(each) === isConditional);
  const [gained, lost] = [of('gained', false), of('lost', false)];
  const [eased, tightened] = [of('gained', true), of('lost', true)];
  const undecided = differences.filter(({ kind }) => kind === 'undecided');
  const doubtful = undecided.filter(isOfUnknownEffect);
  const conditional = undecided.filter((difference) => !isOfUnknownEffect(difference));
  const before = new Set([...eased, ...lost, ...tightened, ...unchanged].flatMap(namesOf));
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
  const isSomeLeft = unchanged.length + tightened.length > 0;
  const goneCount = actionCount(lost, gone).replace(/^all actions$/, isSomeLeft ? 'all other actions' : '$&');
  return [
    gained.length > 0 && `grant ${gainedWords(gained, before)}`,
    onlyEased.length > 0 && `ease the conditions of ${actionCount(onlyEased)}`,
    gone.length > 0 && `revoke ${goneCount}${resourceCount(lost.filter(isGone))}`,
    less.length > 0 && `narrow ${counted(less.length, 'action')}`,
    doubtful.length > 0 && `perhaps grant ${actionCount(doubtful)}`,
    changed.length > 0 && `change the conditions of ${actionCount(changed)}`,
  ].filter((phrase) => phrase !== false);
}

/** Such as `1 more action on 1 resource`, or, of actions that were allowed on others before, `1 action on 1 more resource`. */
function gainedWords(gained: readonly PermissionDifference[], before: ReadonlySet<string>): string {
  const names = namesIn(gained);
  const known = names.filter((name) => before.has(name)).length;
  const isAllNew = before.size > 0 && known === 0;
  const isAllKnown = known === names.length;
  return `${actionCount(gained, names, isAllNew ? 'more ' : '')}${resourceCount(gained, isAllKnown ? 'more ' : '')}`;
}

/** @param more stands before the noun, where there is a number */
function actionCount(differences: readonly PermissionDifference[], names = namesIn(differences), more = ''): string {
  const every = differences.filter(isEveryAction);
  if (every.length > 0) {
    return every.some(({ exceptActions }) => exceptActions.length === 0) ? 'all actions' : 'nearly all actions';
  }
  return `${differences.every(isExhaustive) ? '' : 'at least '}${counted(names.length, `${more}action`)}`;
}

/** ` on 2 resources`; empty where the actions are about none. */
function resourceCount(differences: readonly PermissionDifference[], more = ''): string {
  const about = differences.filter((difference) => !isWithoutResource(difference));
  const everywhere = about.filter(({ resource }) => resource === '*');
  if (everywhere.some(({ exceptResources }) => exceptResources.length === 0)) return ' on every resource';
  if (everywhere.length > 0) return ' on nearly every resource';
  const count = new Set(about.map(({ resource }) => resource)).size;
  return count === 0 ? '' : ` on ${counted(count, `${more}resource`)}`;
}

function namesIn(differences: readonly PermissionDifference[]): string[] {
  return [...new Set(differences.flatMap(namesOf))];
}

function namesOf({ action, actions }: Pick<PermissionDifference, 'action' | 'actions'>): readonly string[] {
  return actions.length > 0 ? actions : [action];
}

function trustPhrases(trust: TrustComparison | undefined): string[] {
  const { differences = [], unchanged = [] } = trust ?? {};
  const about = differences.filter((difference) => !isAboutSessions(difference));
  const of = (kind: TrustDifference['kind'], isConditional: boolean) =>
    about.filter((each) => each.kind === kind && isAboutTrustConditions(each) === isConditional);
  const [gained, lost] = [of('gained', false), of('lost', false)];
  const [eased, tightened] = [of('gained', true), of('lost', true)];
  const undecided = about.filter(({ kind }) => kind === 'undecided');
  const hadSome =
    [...unchanged, ...lost, ...eased, ...tightened].some((each) => !isAboutSessions(each)) ||
    gained.some(({ unless }) => unless.length > 0);
  return [
    gained.length > 0 && `let ${principals(gained, hadSome ? 'more ' : '')} assume the role`,
    eased.length > 0 && `ease the conditions for ${principals(eased)} to assume the role`,
    undecided.length > 0 && `change the conditions for ${principals(undecided)} to assume the role`,
    tightened.length > 0 && `tighten the conditions for ${principals(tightened)} to assume the role`,
    lost.length > 0 && `no longer let ${principals(lost)} assume the role`,
    about.length === 0 && differences.length > 0 && 'change what sessions of the role may carry',
  ].filter((phrase) => phrase !== false);
}

/** Whether it was possible before, or still is, under a condition or with a permission of the principal's own. */
function isAboutTrustConditions(difference: TrustDifference): boolean {
  return (isAboutConditionsOfTrust(difference) && !addsSubjects(difference)) || (difference.byTrustAlone ?? false);
}

/** @param more stands before the noun, where there is a number */
function principals(differences: readonly TrustDifference[], more = ''): string {
  if (differences.some(({ exceptPrincipals }) => exceptPrincipals.length > 0)) return 'nearly everyone';
  // A statement that allows everybody is gone, or one that denies everybody has come.
  if (differences.some((each) => each.kind === 'lost' && each.statement.effect === 'Deny' && isEverybody(each))) {
    return 'anyone';
  }
  if (differences.some(isEverybody)) return 'everyone';
  const least = differences.some(isOfManyJobs) ? 'at least ' : '';
  return `${least}${counted(new Set(differences.map(principalId)).size, `${more}principal`)}`;
}

const NAMES: Readonly<Record<Severity, string>> = {
  error: 'error',
  security: 'security finding',
  warning: 'warning',
  suggestion: 'suggestion',
};

interface Counting {
  /** Whether they are said to be there since before. */
  readonly areExisting?: boolean;
  /** What stands behind the count of a severity. */
  readonly suffix?: (severity: Severity) => string;
}

/** @returns how many causes of findings there are of each severity, and how many are let pass; empty where there are none */
export function findingCounts(
  findings: readonly Finding[],
  { areExisting = false, suffix = () => '' }: Counting = {},
): string {
  const causes = causesOf(findings);
  const counting = causes.filter(({ ignored }) => ignored === undefined);
  const letPass = causes.length - counting.length;
  return joined([
    ...(Object.keys(NAMES) as Severity[]).map((severity) => {
      const count = counting.filter((finding) => finding.severity === severity).length;
      return count > 0 && `${counted(count, `${areExisting ? 'existing ' : ''}${NAMES[severity]}`)}${suffix(severity)}`;
    }),
    letPass > 0 && `${counted(letPass, 'finding')} ignored`,
  ]);
}

/** More of them would make a title that nobody reads. */
const MAX_NAMED = 2;

/** The same, and of the gravest ones what they are: `1 security finding (jobs of pull requests can assume the role)`. */
export function gravestNamed(findings: readonly Finding[], areExisting = false): string {
  const grave = causesOf(findings).filter(isGrave);
  const gravest = grave.filter(({ severity }) => severity === grave[0]!.severity);
  const titles = [...new Set(gravest.map(({ title }) => phraseOf(title)))];
  const more = titles.length - MAX_NAMED;
  const named = [...titles.slice(0, MAX_NAMED), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
  return findingCounts(findings, {
    areExisting,
    suffix: (severity) => (severity === grave[0]?.severity ? ` (${named})` : ''),
  });
}

function causesOf(findings: readonly Finding[]): readonly Finding[] {
  return byCause(findings).map(([severest]) => severest);
}

/** A sentence, to stand within another one. */
function phraseOf(sentence: string): string {
  return sentence.replace(/\.$/, '').replace(/^[A-Z](?=[a-z]*[^A-Za-z])/, (letter) => letter.toLowerCase());
}

function joined(parts: readonly (string | false)[]): string {
  return parts.filter((part) => part !== false).join(', ');
}
