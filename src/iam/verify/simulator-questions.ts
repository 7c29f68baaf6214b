import { type ContextEntry, opposite, requestContext, sampleContext } from './context-entry';
import { Context } from '../evaluate/context';
import { evaluate } from '../evaluate/evaluate';
import { compiled, type CompiledStatement } from '../evaluate/policy';
import { foldArn } from '../glob/resource-pattern';
import { isKnownByName } from '../matrix/by-name';
import { type Matrix, resourcesAt } from '../matrix/matrix';
import { anyArn } from '../matrix/places';
import { readWellFormed, type WellFormedPolicy, type WellFormedStatement } from '../policy/well-formed';
import { resourcesOfAction, usualResourceTypes } from '../reference/action-resources';
import type { PartialTarget } from '../target';

/** A request that AWS's policy simulator is asked about, with what this project says to it. */
export interface SimulatorQuestion {
  /** `s3:GetObject` */
  readonly action: string;
  /** An ARN for each type of resource that the action requires, allowed only if each is; `*` alone for an action without resources. */
  readonly resources: readonly string[];
  readonly context: readonly ContextEntry[];
  readonly ours: 'allowed' | 'denied';
  /** Condition keys in lower case that count for it and that the context lacks: whoever has values for them may say otherwise. */
  readonly openKeys: readonly string[];
}

interface SimulatorQuestions {
  readonly questions: readonly SimulatorQuestion[];
  /** What is not asked, by the reason for that: the end of a sentence about requests. */
  readonly left: Readonly<Record<string, number>>;
}

/** The documents that the matrix is about, as parsed JSON. */
interface SimulatedDocuments {
  readonly policies: readonly unknown[];
  /** The permissions boundary, where it counts. */
  readonly boundary?: unknown;
}

/** A matrix may have thousands of cells, and IAM throttles whoever asks for all of them. */
const MAX_QUESTIONS = 400;

const UNDECIDED = 'of which AWS does not say what decides';
const STAND_IN = 'of which the simulator knows no resource';
const BY_NAME = 'for actions of services of which only the names of actions are known here';
const VARIABLE = 'that depend on variables';
const NO_SAMPLE = 'whose conditions are not easily met, so that only one side of them was asked';
const TOO_MANY = 'beyond what is asked at once';

/**
 * The cells of a matrix as questions. One that depends on conditions is two: without what they ask for, and with it.
 *
 * @param matrix what the documents allow
 */
export function simulatorQuestions(
  { places, rows }: Matrix,
  target: PartialTarget,
  documents: SimulatedDocuments,
): SimulatorQuestions {
  const sources = sourcesOf(documents);
  const left: Record<string, number> = {};
  const leave = (reason: string) => void (left[reason] = (left[reason] ?? 0) + 1);
  const questions = new Map<string, SimulatorQuestion>();
  for (const { action, cells } of rows) {
    for (const [index, place] of places.entries()) {
      const cell = cells[index];
      const known = cell && resourcesAt(place, action, places);
      if (!known) continue;
      const resources = withExamples(known, action, target);
      if (isKnownByName(action)) {
        leave(BY_NAME);
      } else if (cell.now === 'undecided') {
        leave(UNDECIDED);
      } else if (!isSimulated(action, resources)) {
        leave(STAND_IN);
      } else {
        for (const question of questionsAt({ action, resources }, sources, leave)) {
          questions.set(keyOf(question), question);
        }
      }
    }
  }
  const all = [...questions.values()];
  for (let more = MAX_QUESTIONS; more < all.length; more++) leave(TOO_MANY);
  return { questions: all.slice(0, MAX_QUESTIONS), left };
}

/** Of what an action requires and neither the deployment nor a policy names, any will do. */
function withExamples(resources: readonly string[], action: string, target: PartialTarget): readonly string[] {
  const types = usualResourceTypes(action);
  return resources.map((resource, index) => {
    const type = types[index];
    return resource === '*' && type ? anyArn(type, target) : resource;
  });
}

interface Asked {
  readonly action: string;
  readonly resources: readonly string[];
}

/** The simulator takes `*` as it is written: it does not know what else stands for a missing resource. */
function isSimulated(action: string, resources: readonly string[]): boolean {
  return !resources.includes('*') || resourcesOfAction(action).standIns.every((each) => each === '*');
}

interface Source {
  readonly policy: WellFormedPolicy;
  readonly statements: readonly CompiledStatement[];
}

interface Sources {
  readonly identity: readonly Source[];
  readonly boundary?: Source;
}

function sourcesOf({ policies, boundary }: SimulatedDocuments): Sources {
  const read = (document: unknown): Source => {
    const parsed = readWellFormed(document, 'identity');
    const policy = parsed.ok ? parsed.value : { variables: false, statements: [] };
    return { policy, ...compiled(policy) };
  };
  return { identity: policies.map(read), ...(boundary !== undefined && { boundary: read(boundary) }) };
}

function questionsAt(asked: Asked, sources: Sources, leave: (reason: string) => void): SimulatorQuestion[] {
  const { action, resources } = asked;
  const bearing = statementsOn(asked, sources);
  if (bearing.some(hasVariable)) {
    leave(VARIABLE);
    return [];
  }
  const keys = [...new Set(bearing.flatMap(({ conditions }) => conditions.map(({ key }) => key)))];
  const questionWith = (context: readonly ContextEntry[]): SimulatorQuestion => ({
    action,
    resources,
    context,
    ours: decide(asked, context, sources),
    openKeys: keys.filter((key) => !context.some((entry) => entry.key === key)),
  });
  const plain = questionWith([]);
  if (keys.length === 0) return [plain];
  const other = contextsFor(bearing)
    .map(questionWith)
    .find(({ ours }) => ours !== plain.ours);
  if (!other) leave(NO_SAMPLE);
  return [plain, ...(other ? [other] : [])];
}

/** The statements that are about it under conditions, or of which it depends on variables whether they are about it. */
function statementsOn({ action, resources }: Asked, { identity, boundary }: Sources): WellFormedStatement[] {
  const nothing = new Context({});
  return [...identity, ...(boundary ? [boundary] : [])].flatMap(({ policy, statements }) =>
    policy.statements.filter((statement, index) => {
      const compiledOne = statements[index]!;
      if (!compiledOne.actions.matches(action.toLowerCase())) return false;
      const hasOpenResource = policy.variables && statement.resources.entries.some((entry) => entry.includes('${'));
      if (hasOpenResource) return true;
      return (
        statement.conditions.length > 0 &&
        resources.some((resource) => compiledOne.resources.matches(foldArn(resource), nothing))
      );
    }),
  );
}

function hasVariable({ resources, conditions }: WellFormedStatement): boolean {
  const texts = [...resources.entries, ...conditions.flatMap(({ values }) => values)];
  return texts.some((text) => text.includes('${'));
}

/** Contexts in which the conditions of a statement hold, or those of all that allow, or those of one do not. */
function contextsFor(statements: readonly WellFormedStatement[]): (readonly ContextEntry[])[] {
  const each = statements.map(({ conditions }) => conditions);
  const allowing = statements.filter(({ effect }) => effect === 'Allow').flatMap(({ conditions }) => conditions);
  return [...each, allowing, ...each.map((conditions) => conditions.map(opposite))]
    .map(sampleContext)
    .filter((context) => context !== undefined);
}

function decide(
  { action, resources }: Asked,
  context: readonly ContextEntry[],
  sources: Sources,
): 'allowed' | 'denied' {
  const { decision } = evaluate(
    { action, resources, context: requestContext(context) },
    { identity: sources.identity, boundary: sources.boundary },
  );
  return decision === 'allowed' ? 'allowed' : 'denied';
}

function keyOf({ action, resources, context }: SimulatorQuestion): string {
  return JSON.stringify([action, resources, context]);
}
