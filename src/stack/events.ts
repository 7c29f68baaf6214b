import type { EngineEvent, StepEventMetadata } from '@pulumi/pulumi/automation';
import type { Change, Operation, PropertyChange, Status } from './change';
import { isUnchanged } from '../iam/document-equality';

/** What a run of the engine came to, as far as its events tell. */
export interface EngineResult {
  /** In the order in which the engine took the resources up. */
  readonly changes: readonly Change[];
  /** The inputs of every resource that the engine looked at, by type, changed or not. */
  readonly inputs: Readonly<Record<string, ResourceInputs>>;
  /** The engine's own messages about what went wrong, without colours. */
  readonly errors: readonly string[];
}

/** For drift, `before` is what the state has and `after` what was found. */
export interface ResourceInputs {
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
}

/** How the engine writes a value that is known only once a resource exists. */
const UNKNOWN_VALUE = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';
/** What stands for it in a report. */
export const KNOWN_LATER = '(known after apply)';

const OPERATIONS: Readonly<Record<string, Operation>> = {
  create: 'create',
  update: 'update',
  delete: 'delete',
  replace: 'replace',
  'create-replacement': 'replace',
  'delete-replaced': 'replace',
};

/** Properties whose text is a policy document, in which order and form have no meaning. */
const DOCUMENTS = ['policy', 'assumeRolePolicy'];

interface EngineError {
  /** The resource that it is about, if it is about one. */
  readonly urn?: string;
  readonly message: string;
}

/** Collects the events of one run of the engine. */
export class EventCollector {
  private readonly changes = new Map<string, Change>();
  private readonly inputs: Record<string, ResourceInputs> = {};
  /** By type: whose inputs they are. */
  private readonly noted = new Map<string, string>();
  private readonly errors: EngineError[] = [];
  /** Of resources that are replaced: which parts of it are done. */
  private readonly replacements = new Map<string, Set<string>>();
  private readonly kind: 'planned' | 'applied' | 'drift';

  constructor(kind: 'planned' | 'applied' | 'drift') {
    this.kind = kind;
  }

  /** @returns the change of a resource that the event tells something new of */
  add(event: EngineEvent): Change | undefined {
    if (event.diagnosticEvent?.severity === 'error') {
      const { urn, message } = event.diagnosticEvent;
      this.errors.push({ urn, message: plain(message) });
    }
    const metadata = (event.resOutputsEvent ?? event.resourcePreEvent)?.metadata;
    if (metadata) this.noteInputs(metadata);
    if (this.kind === 'drift') return event.resOutputsEvent && this.addDrift(event.resOutputsEvent.metadata);

    if (event.resourcePreEvent) return this.set(event.resourcePreEvent.metadata, this.startStatus());
    if (event.resOutputsEvent) {
      return this.set(event.resOutputsEvent.metadata, this.endStatus(event.resOutputsEvent.metadata));
    }
    if (event.resOpFailedEvent) return this.set(event.resOpFailedEvent.metadata, 'failed');
    return undefined;
  }

  result(): EngineResult {
    return {
      changes: [...this.changes.values()].map((change) => this.atTheEnd(change)),
      inputs: this.inputs,
      errors: this.errors.map(({ message }) => message),
    };
  }

  private noteInputs(metadata: StepEventMetadata): void {
    if (!isCloudResource(metadata)) return;
    const known = this.inputs[metadata.type];
    const isOther = known !== undefined && this.noted.get(metadata.type) !== metadata.urn;
    // A resource that the stack has of old, and that only goes, says nothing of the one that is there from now on.
    if (isOther && known.after && !metadata.new) return;
    this.noted.set(metadata.type, metadata.urn);
    // The steps of a replacement come one by one, and only some of them hold both sides.
    const isPart = metadata.op === 'create-replacement' || metadata.op === 'delete-replaced';
    this.inputs[metadata.type] = {
      before: metadata.old?.inputs ?? (isPart ? known?.before : undefined),
      after: metadata.new?.inputs ?? (isPart ? known?.after : undefined),
    };
  }

  private startStatus(): Status {
    return this.kind === 'planned' ? 'planned' : 'not-reached';
  }

  /** A replacement is done once the other resource is there, whether the old one goes before or after it. */
  private endStatus({ op, urn }: StepEventMetadata): Status {
    if (this.kind === 'planned') return 'planned';
    if (OPERATIONS[op] !== 'replace') return 'done';
    const parts = this.replacements.get(urn) ?? new Set();
    this.replacements.set(urn, parts.add(op));
    return parts.has('create-replacement') ? 'done' : 'not-reached';
  }

  private set(metadata: StepEventMetadata, status: Status): Change | undefined {
    const operation = OPERATIONS[metadata.op];
    if (!operation || !isCloudResource(metadata)) return undefined;

    const known = this.changes.get(metadata.urn);
    // The deletion of what is replaced knows nothing of what comes instead.
    const isHalf = metadata.op === 'delete-replaced';
    const properties = isHalf ? [] : propertyChanges(metadata);
    const change: Change = {
      type: metadata.type,
      resource: resourceName(metadata.urn),
      urn: metadata.urn,
      operation,
      status,
      id: (isHalf ? known?.id : undefined) ?? idOf(metadata) ?? known?.id,
      properties: properties.length > 0 ? properties : (known?.properties ?? []),
    };
    this.changes.set(metadata.urn, change);
    return change.status === known?.status ? undefined : change;
  }

  private addDrift(metadata: StepEventMetadata): Change | undefined {
    if (!isCloudResource(metadata)) return undefined;
    const isGone = metadata.op === 'delete' || !metadata.new;
    const properties = isGone ? [] : propertyChanges(metadata);
    if (!isGone && properties.length === 0) return undefined;

    const change: Change = {
      type: metadata.type,
      resource: resourceName(metadata.urn),
      urn: metadata.urn,
      operation: isGone ? 'delete' : 'update',
      status: 'drifted',
      id: idOf(metadata),
      properties,
    };
    this.changes.set(metadata.urn, change);
    return change;
  }

  private atTheEnd(change: Change): Change {
    const parts = this.replacements.get(change.urn);
    if (change.status === 'not-reached' && parts?.has('delete-replaced')) {
      return { ...change, status: 'failed', error: 'It was deleted, but the run ended before it was created again.' };
    }
    if (change.status !== 'failed') return change;
    const error = this.errors.find(({ urn }) => urn === change.urn) ?? this.errors.find(({ urn }) => !urn);
    return { ...change, error: error?.message };
  }
}

/** Stacks, providers and components are the engine's own affair: nothing in the cloud stands behind them. */
function isCloudResource({ type }: StepEventMetadata): boolean {
  return type.startsWith('aws:');
}

function resourceName(urn: string): string {
  return urn.split('::').at(-1)!;
}

function idOf({ old, new: created }: StepEventMetadata): string | undefined {
  const id = created?.id || old?.id;
  return id && id !== UNKNOWN_VALUE ? id : undefined;
}

function propertyChanges({ old, new: created, keys = [] }: StepEventMetadata): PropertyChange[] {
  const before = flattened(old?.inputs);
  const after = flattened(created?.inputs);
  const paths = [...new Set([...before.keys(), ...after.keys()])];
  return paths
    .filter((path) => !isSame(path, before.get(path), after.get(path)))
    .map((path) => ({
      path,
      before: before.get(path),
      after: after.get(path),
      replaces: keys.includes(path.split('.')[0]!),
    }));
}

/** Inputs by path: maps such as tags have an entry for each key. */
function flattened(inputs: Record<string, unknown> = {}): Map<string, unknown> {
  const flat = new Map<string, unknown>();
  for (const [key, value] of Object.entries(inputs)) {
    if (key.startsWith('__')) continue;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const [inner, innerValue] of Object.entries(value)) flat.set(`${key}.${inner}`, readable(innerValue));
    } else {
      flat.set(key, readable(value));
    }
  }
  return flat;
}

function readable(value: unknown): unknown {
  return value === UNKNOWN_VALUE ? KNOWN_LATER : value;
}

function isSame(path: string, before: unknown, after: unknown): boolean {
  if (DOCUMENTS.includes(path) && typeof before === 'string' && typeof after === 'string') {
    return isUnchanged(before, after);
  }
  return JSON.stringify(before) === JSON.stringify(after);
}

/** Engine messages hold colour directives such as <{%reset%}> and end in a line break. */
function plain(message: string): string {
  return message.replace(/<\{%[^%]*%\}>/g, '').trim();
}
