import { isDeepStrictEqual } from 'node:util';
import type { StepEventMetadata } from '@pulumi/pulumi/automation';
import type { Played } from './play';

/** Where the engine says something else with one provider than with the other. */
export interface Difference {
  readonly scene: string;
  readonly command: string;
  /** As in the program: policy, role or attachment. */
  readonly resource: string;
  /** What the engine does with the resource, with `failed` behind it where that failed. */
  readonly op: string;
  /** `step`: the whole step is there with one of them only; `error`: what it failed with. */
  readonly aspect: 'step' | 'diffs' | 'detailedDiff' | 'error' | `${Side} ${Values}`;
  /** The property, or the path of one. */
  readonly property: string;
  readonly bridge: unknown;
  readonly node: unknown;
}

type Side = 'old' | 'new';
type Values = 'inputs' | 'outputs';

/** What differs from run to run. */
const BY_CHANCE = new Set(['uniqueId', 'policyId', 'createDate']);

interface Step {
  readonly at: Pick<Difference, 'scene' | 'command' | 'resource' | 'op'>;
  readonly metadata: StepEventMetadata;
  /** The last of the messages about a resource that failed. */
  readonly error?: string;
}

export function differencesBetween(bridge: readonly Played[], node: readonly Played[]): Difference[] {
  const [onBridge, onNode] = [stepsOf(bridge), stepsOf(node)];
  return [...new Set([...onBridge.keys(), ...onNode.keys()])].flatMap((key) =>
    differencesOf(onBridge.get(key), onNode.get(key)),
  );
}

/** Resources are worked on side by side, so the order of the steps means nothing. */
function stepsOf(played: readonly Played[]): Map<string, Step> {
  const steps = new Map<string, Step>();
  for (const { scene, command, events } of played) {
    const errors = new Map<string, string>();
    for (const { diagnosticEvent: diagnostic } of events) {
      if (diagnostic?.severity === 'error' && diagnostic.urn) errors.set(diagnostic.urn, diagnostic.message);
    }
    for (const { resOutputsEvent: done, resOpFailedEvent: failed } of events) {
      const metadata = (done ?? failed)?.metadata;
      if (!metadata?.type.startsWith('aws:')) continue;
      const resource = metadata.urn.split('::').at(-1)!;
      const at = { scene, command, resource, op: failed ? `${metadata.op} failed` : metadata.op };
      steps.set(Object.values(at).join(' / '), { at, metadata, error: failed && errors.get(metadata.urn) });
    }
  }
  return steps;
}

function differencesOf(bridge: Step | undefined, node: Step | undefined): Difference[] {
  const { at } = (bridge ?? node)!;
  if (!bridge || !node) {
    return [{ ...at, aspect: 'step', property: '', bridge: bridge !== undefined, node: node !== undefined }];
  }
  const [one, other] = [bridge.metadata, node.metadata];
  const values = (['old', 'new'] as const).flatMap((side) =>
    (['inputs', 'outputs'] as const).map(
      (kind) => [`${side} ${kind}`, one[side]?.[kind], other[side]?.[kind]] as const,
    ),
  );
  const compared: (readonly [Difference['aspect'], Properties | undefined, Properties | undefined])[] = [
    ['error', asProperties(bridge.error), asProperties(node.error)],
    ['diffs', asObject(one.diffs), asObject(other.diffs)],
    ['detailedDiff', kindsOf(one), kindsOf(other)],
    ...values,
  ];
  return compared.flatMap(([aspect, ofBridge = {}, ofNode = {}]) =>
    differingProperties(ofBridge, ofNode).map((property) => ({
      ...at,
      aspect,
      property,
      bridge: ofBridge[property],
      node: ofNode[property],
    })),
  );
}

type Properties = Readonly<Record<string, unknown>>;

function asProperties(error: string | undefined): Properties {
  return error === undefined ? {} : { message: error };
}

function asObject(names: readonly string[] | undefined): Properties {
  return Object.fromEntries((names ?? []).map((name) => [name, true]));
}

function kindsOf({ detailedDiff }: StepEventMetadata): Properties {
  return Object.fromEntries(Object.entries(detailedDiff ?? {}).map(([path, { diffKind }]) => [path, diffKind]));
}

function differingProperties(one: Properties, other: Properties): string[] {
  const properties = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...properties].filter((name) => !BY_CHANCE.has(name) && !isDeepStrictEqual(one[name], other[name]));
}
