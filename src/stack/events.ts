import type { EngineEvent, StepEventMetadata } from '@pulumi/pulumi/automation';
import { type Beginning, isOfComponent } from './beginning';
import type { Change, Operation, Status } from './change';
import { distinct, type EngineError, errorTexts, withoutRequest } from './engine-errors';
import {
  foundChanges,
  plannedChanges,
  present,
  type Properties,
  startOf,
  UNKNOWN_VALUE,
  unmetWishes,
  wanted,
  withoutOwnershipTag,
} from './property-changes';

/** What a run of the engine came to for a stack, or for one component of it, as far as its events tell. */
export interface EngineResult {
  /** In the order in which the engine took the resources up. */
  readonly changes: readonly Change[];
  /** Resources at which nothing differs but the tag by which the stack knows what it has made. */
  readonly tagged: readonly string[];
  /** What was changed outside of Pulumi, as the refresh before a preview or an update found it. */
  readonly outside: readonly Change[];
  /** Every resource that the engine looked at, by type, changed or not. */
  readonly resources: Readonly<Record<string, ResourceSides>>;
  /** What the stack had, after the refresh if there was one. */
  readonly beginning: Beginning;
  /** The engine warns that a run before was interrupted, and that it does not know what became of what that was at. */
  readonly hasPending?: true;
  /** What went wrong, in sentences; each once. */
  readonly errors: readonly string[];
  /** The outputs of the stack as the last run left them; `undefined` where the engine has not come to tell them. */
  readonly formerOutputs?: Properties;
}

/**
 * A resource on both sides of a change: `before` is what is there, `after` what the program asks for. For drift, `before` is
 * what the state has and `after` what is there.
 */
interface ResourceSides {
  readonly before?: Properties;
  readonly after?: Properties;
}

const OPERATIONS: Readonly<Record<string, Operation>> = {
  create: 'create',
  update: 'update',
  delete: 'delete',
  replace: 'replace',
  'create-replacement': 'replace',
  'delete-replaced': 'replace',
  'read-replacement': 'replace',
  import: 'import',
  'import-replacement': 'replace',
};

const STACK = 'pulumi:pulumi:Stack';

/** Steps that change nothing in the cloud. */
const QUIET: readonly string[] = ['same', 'refresh', 'read', 'discard', 'discard-replaced', 'remove-pending-replace'];

/** Steps by which the other resource of a replacement comes to be. */
const REPLACEMENTS: readonly string[] = ['create-replacement', 'import-replacement', 'read-replacement'];

/** What is taken over is known only once it has been read. */
const IMPORTS: readonly string[] = ['import', 'import-replacement'];

/** Steps of a replacement after which the other resource need not be as it is asked for, or not be there. */
const HALVES: readonly string[] = ['replace', 'delete-replaced'];

/** A resource that is taken over in place of another. */
interface Substitute {
  /** What the program asks for. */
  readonly asked: NonNullable<StepEventMetadata['new']>;
  /** The resource that goes, once the engine has told of it. */
  replaced?: NonNullable<StepEventMetadata['old']>;
}

/** How the engine's warning begins (`deployment_executor.go`). It does not come where the state is refreshed before. */
const PENDING = /Attempting to deploy or update resources with \d+ pending operations/;

/** Collects the events of one run of the engine. */
export class EventCollector {
  private readonly changes = new Map<string, Change>();
  private readonly outside = new Map<string, Change>();
  /** The URNs of resources that only get the stack's own tag. */
  private readonly tagged = new Set<string>();
  private readonly resources: Record<string, ResourceSides> = {};
  /** By type: the URN of the resource in `resources`. */
  private readonly noted = new Map<string, string>();
  private readonly beginning = new Map<string, Properties>();
  private readonly errors: EngineError[] = [];
  private formerOutputs?: Properties;
  private hasPending = false;
  /** Of resources that are replaced: which parts of it are done. */
  private readonly replacements = new Map<string, Set<string>>();
  /** Resources that the engine is reading anew; the next that it tells of them is what it found. */
  private readonly refreshing = new Set<string>();
  /** By URN. */
  private readonly substitutes = new Map<string, Substitute>();
  private readonly kind: 'planned' | 'applied' | 'drift';

  constructor(kind: 'planned' | 'applied' | 'drift') {
    this.kind = kind;
  }

  /** @returns the change of a resource that the event tells something new of */
  add(event: EngineEvent): Change | undefined {
    if (event.diagnosticEvent?.severity === 'error') {
      const { urn, message } = event.diagnosticEvent;
      for (const text of errorTexts(message)) this.errors.push({ urn: urn || undefined, message: text });
    }
    const { severity, message = '' } = event.diagnosticEvent ?? {};
    if (severity === 'warning' && PENDING.test(message)) this.hasPending = true;
    if (event.resourcePreEvent?.metadata.type === STACK) {
      this.formerOutputs = event.resourcePreEvent.metadata.old?.outputs ?? {};
    }
    const started = this.comparable(cloudResource(event.resourcePreEvent));
    const ended = this.comparable(cloudResource(event.resOutputsEvent));
    const failed = cloudResource(event.resOpFailedEvent);
    if (started) return this.start(started);
    if (ended && this.refreshing.delete(ended.urn)) return this.addFound(ended);
    if (ended) return this.end(ended);
    return failed && this.set(failed, 'failed');
  }

  result(): EngineResult {
    const errors = distinct(this.errors);
    const changes = [...this.changes.values()].filter(
      ({ urn, status }) => !this.tagged.has(urn) || status === 'failed',
    );
    return {
      changes: changes.map((change) => atTheEnd(change, errors, this.replacements.get(change.urn))),
      tagged: [...this.tagged],
      outside: [...this.outside.values()],
      resources: this.resources,
      beginning: this.beginning,
      errors: errors.map(({ message }) => message),
      ...(this.formerOutputs && { formerOutputs: this.formerOutputs }),
      ...(this.hasPending && { hasPending: true as const }),
    };
  }

  /**
   * Where a resource that is there is taken over in place of another, the engine tells of it as it was read and, if that is not
   * what is asked for, of an update of it. What matters is what becomes of the one that the stack had.
   */
  private comparable(step: StepEventMetadata | undefined): StepEventMetadata | undefined {
    if (step?.op === 'import-replacement' && step.new && !step.old) this.substitutes.set(step.urn, { asked: step.new });
    const substitute = step && this.substitutes.get(step.urn);
    if (!step?.new || !substitute) return step;
    if (step.op === 'replace' && step.old) {
      substitute.replaced = { ...step.old, delete: false };
      return { ...step, old: substitute.replaced, new: { ...step.new, inputs: substitute.asked.inputs } };
    }
    return step.op === 'update' ? { ...step, old: substitute.replaced ?? step.old } : step;
  }

  private start(step: StepEventMetadata): Change | undefined {
    if (step.op === 'refresh') {
      this.refreshing.add(step.urn);
      return undefined;
    }
    // What waits to be deleted has left its place to another, and what was taken over was not there before.
    const isInState = step.old && !step.old.delete && this.changes.get(step.urn)?.operation !== 'import';
    if (isInState && isOfComponent(step.urn)) this.beginning.set(step.urn, present(step.old)!);
    this.note(step, { before: startOf(step), after: wanted(step.new) });
    return this.set(step, this.kind === 'planned' ? 'planned' : 'not-reached');
  }

  private end(step: StepEventMetadata): Change | undefined {
    if (this.kind === 'drift') return this.addFound(step);
    const unmet = this.kind === 'applied' && !HALVES.includes(step.op) ? unmetWishes(step.new) : [];
    // What the report shows of a resource that is not as it should be is what it is.
    const after = unmet.length > 0 ? present(step.new) : wanted(step.new);
    this.note(step, { before: startOf(step), after });
    if (unmet.length > 0) return this.put({ ...this.changeOf(step), status: 'failed', unmet });
    return this.set(step, this.endStatus(step));
  }

  /** What a refresh found: the result of a look for drift, and only where a preview or an update starts otherwise. */
  private addFound(step: StepEventMetadata): Change | undefined {
    const isGone = step.op === 'delete' || !step.new;
    const found = isGone ? [] : foundChanges(step);
    const properties = withoutOwnershipTag(found);
    const isOnlyTagged = !isGone && found.length > 0 && properties.length === 0;
    const isChanged = !isOnlyTagged && (isGone || properties.length > 0 || !QUIET.includes(step.op));
    if (isOnlyTagged && this.kind === 'drift') this.tagged.add(step.urn);
    if (this.kind === 'drift') {
      this.note(step, { before: present(step.old), after: isGone ? undefined : present(step.new) });
    }
    if (!isChanged) return undefined;

    const operation = isGone ? 'delete' : 'update';
    const change: Change = { ...identityOf(step), operation, status: 'drifted', id: idOf(step), properties };
    (this.kind === 'drift' ? this.changes : this.outside).set(step.urn, change);
    return this.kind === 'drift' ? change : undefined;
  }

  private note({ type, urn, op, new: next }: StepEventMetadata, { before, after }: ResourceSides): void {
    const known = this.resources[type];
    const isOther = known !== undefined && this.noted.get(type) !== urn;
    // A resource that the stack has of old, and that only goes, says nothing of the one that is there from now on.
    if (isOther && known.after && !next) return;
    this.noted.set(type, urn);
    // The steps of a replacement come one by one, and only some of them hold both sides.
    const isPart = REPLACEMENTS.includes(op) || op === 'delete-replaced';
    this.resources[type] = {
      before: before ?? (isPart ? known?.before : undefined),
      after: after ?? (isPart ? known?.after : undefined),
    };
  }

  /** A replacement is done once the other resource is there, whether the old one goes before or after it. */
  private endStatus({ op, urn }: StepEventMetadata): Status {
    if (this.kind === 'planned') return 'planned';
    if (OPERATIONS[op] !== 'replace') return 'done';
    const parts = this.replacements.get(urn) ?? new Set();
    this.replacements.set(urn, parts.add(op));
    return REPLACEMENTS.some((part) => parts.has(part)) ? 'done' : 'not-reached';
  }

  private set(step: StepEventMetadata, status: Status): Change | undefined {
    if (QUIET.includes(step.op)) return undefined;
    return this.put({ ...this.changeOf(step), status });
  }

  private changeOf(step: StepEventMetadata): Omit<Change, 'status'> {
    const known = this.changes.get(step.urn);
    // The deletion of what is replaced knows nothing of what comes instead.
    const isHalf = step.op === 'delete-replaced';
    const isUnread = IMPORTS.includes(step.op) && !step.old;
    const planned = isHalf || isUnread ? [] : plannedChanges(step);
    const properties = withoutOwnershipTag(planned);
    const isOnlyTagged = step.op === 'update' && planned.length > 0 && properties.length === 0;
    if (isOnlyTagged && !known) this.tagged.add(step.urn);
    return {
      ...identityOf(step),
      operation: operationOf(step, known),
      id: (isHalf ? known?.id : undefined) ?? idOf(step) ?? known?.id,
      properties: properties.length > 0 ? properties : (known?.properties ?? []),
    };
  }

  private put(change: Change): Change | undefined {
    const known = this.changes.get(change.urn);
    this.changes.set(change.urn, change);
    return change.status === known?.status ? undefined : change;
  }
}

/** What is taken over, alone or in place of another, and then changed to what the program asks for, is taken over. */
function operationOf({ op }: StepEventMetadata, known: Change | undefined): Operation {
  // An operation that this Action does not know is a change all the same.
  const operation = OPERATIONS[op] ?? 'update';
  const isTakenOver = known?.operation === 'import' || known?.operation === 'replace';
  return isTakenOver && operation === 'update' ? known.operation : operation;
}

function atTheEnd(change: Change, errors: readonly EngineError[], parts: ReadonlySet<string> | undefined): Change {
  if (change.status === 'not-reached' && parts?.has('delete-replaced')) {
    return { ...change, status: 'failed', error: 'It was deleted, but the run ended before it was created again.' };
  }
  if (change.status !== 'failed' || change.unmet) return change;
  const error = errors.find(({ urn }) => urn === change.urn) ?? errors.find(({ urn }) => !urn);
  return { ...change, error: error && withoutRequest(error.message) };
}

/**
 * Stacks, providers and components are the engine's own affair: nothing in the cloud stands behind them. Of any other type
 * that a stack may have, and be it of another program, it is not known what it does.
 */
function cloudResource(event: { readonly metadata: StepEventMetadata } | undefined): StepEventMetadata | undefined {
  if (!event) return undefined;
  const { type, old, new: next } = event.metadata;
  const isManaged = type.startsWith('aws:') || (next ?? old)?.custom === true;
  return isManaged && !type.startsWith('pulumi:') ? event.metadata : undefined;
}

function identityOf({ type, urn }: StepEventMetadata): Pick<Change, 'type' | 'resource' | 'urn'> {
  return { type, resource: urn.split('::').at(-1)!, urn };
}

function idOf({ old, new: created }: StepEventMetadata): string | undefined {
  const id = created?.id || old?.id;
  return id && id !== UNKNOWN_VALUE ? id : undefined;
}
