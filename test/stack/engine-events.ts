import type { EngineEvent, OpType, StepEventMetadata } from '@pulumi/pulumi/automation';
import { ATTACHMENT_TYPE, POLICY_TYPE, ROLE_TYPE } from '../report/samples';

/** Events in the shape in which the engine (3.274.1) writes them to its event log. */

type Inputs = Readonly<Record<string, unknown>>;

/** One side of a step; no id before a resource exists. */
export interface Side {
  readonly inputs: Inputs;
  /** What the provider read; none before a resource exists. */
  readonly outputs?: Inputs;
  readonly id?: string;
}

const RESOURCES: Readonly<Record<string, string>> = {
  [POLICY_TYPE]: 'modelDeploymentPolicy',
  [ROLE_TYPE]: 'modelDeploymentRole',
  [ATTACHMENT_TYPE]: 'modelDeploymentRolePolicyAttachment',
};

export function urnOf(type: string, name = RESOURCES[type] ?? 'other'): string {
  const parent = 'model-deployment-iam:index:ModelDeploymentAccess';
  return `urn:pulumi:churn::model-deployment-iam::${parent}$${type}::${name}`;
}

export interface Step {
  readonly op: OpType;
  readonly type: string;
  /** The logical name. Default: the one that the Action gives to a resource of that type. */
  readonly name?: string;
  readonly old?: Side;
  readonly new?: Side;
  /** The properties because of which the resource is replaced. */
  readonly keys?: string[];
}

export function started(step: Step): EngineEvent {
  return { ...STAMP, resourcePreEvent: { metadata: metadataOf(step) } };
}

export function finished(step: Step): EngineEvent {
  return { ...STAMP, resOutputsEvent: { metadata: metadataOf(step) } };
}

export function failed(step: Step): EngineEvent {
  return { ...STAMP, resOpFailedEvent: { metadata: metadataOf(step), status: 0, steps: 0 } };
}

/** A resource is taken up and done with. */
export function both(step: Step): EngineEvent[] {
  return [started(step), finished(step)];
}

export function diagnostic(severity: 'error' | 'warning', message: string, type?: string): EngineEvent {
  const urn = type && urnOf(type);
  return { ...STAMP, diagnosticEvent: { urn, prefix: `${severity}: `, message, color: 'never', severity } };
}

const STAMP = { sequence: 1, timestamp: 1_700_000_000 };

function metadataOf({ op, type, name, keys, ...sides }: Step): StepEventMetadata {
  const urn = urnOf(type, name);
  const state = (side: Side | undefined) =>
    // The engine writes null, whatever its types say.
    side
      ? {
          type,
          urn,
          // Components have no such property.
          custom: type.startsWith('model-deployment-iam:') ? undefined : true,
          id: side.id ?? '',
          parent: '',
          inputs: side.inputs,
          outputs: side.outputs ?? {},
          provider: '',
        }
      : null;
  return { op, urn, type, keys, old: state(sides.old), new: state(sides.new), provider: '' } as StepEventMetadata;
}
