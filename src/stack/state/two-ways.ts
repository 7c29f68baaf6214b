import { isObject, type JsonObject } from '../../shared/json';

/** The keys of a state that bear on what the engine runs. */
const KEYS = [
  ...['version', 'checkpoint', 'latest', 'resources', 'pending_operations', 'resource', 'secrets_providers'],
  ...[
    'urn',
    'type',
    'custom',
    'external',
    'inputs',
    'outputs',
    'provider',
    'state',
    'url',
    'snippets',
    'extensions',
    'extensionref',
  ],
  ...['snippetid', 'replacementtrigger', 'retainondelete', 'deletedwith', 'viewof', 'hidediff', 'resourcehooks'],
];
const SPELLED: Readonly<Record<string, string>> = {
  extensionref: 'extensionRef',
  snippetid: 'snippetID',
  replacementtrigger: 'replacementTrigger',
  retainondelete: 'retainOnDelete',
  deletedwith: 'deletedWith',
  viewof: 'viewOf',
  hidediff: 'hideDiff',
  resourcehooks: 'resourceHooks',
};

/**
 * Why the engine may read something else in a state than is read here. Go, which it is written in, takes `Resources` for
 * `resources`, and where a key is there twice it mixes what both have; the engine itself writes neither.
 *
 * https://pkg.go.dev/encoding/json#Unmarshal
 *
 * @param parsed what the text is here
 * @returns the end of a sentence; `undefined` where there is only one way to read it
 */
export function readsTwoWays(text: string, parsed: JsonObject): string | undefined {
  return keysIn(text) === countKeys(parsed) ? spelledOtherwise(parsed) : 'a key in it is there twice';
}

/** @returns the end of a sentence; `undefined` where all keys are spelled as the engine spells them */
export function spelledOtherwise(parsed: JsonObject): string | undefined {
  const key = structuresIn(parsed).flatMap(Object.keys).find(isSpelledOtherwise);
  return key === undefined ? undefined : `the key ${JSON.stringify(key.slice(0, 40))} in it is spelled otherwise`;
}

/** In a text that is JSON, which a string with a colon behind it can only be. */
function keysIn(text: string): number {
  let count = 0;
  for (const [, colon] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/gs)) if (colon) count++;
  return count;
}

/** Where a key is there twice, one of them is lost, with all that it has. */
function countKeys(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce<number>((sum, each) => sum + countKeys(each), own);
}

/** All objects whose keys the engine knows. Properties of resources are anybody's, and are read as they are spelled. */
function structuresIn(root: JsonObject): JsonObject[] {
  const checkpoints = [root, root.checkpoint].filter(isObject);
  const deployments = checkpoints.map(({ latest }) => latest).filter(isObject);
  const inThem = deployments.flatMap(({ resources, pending_operations: pending, secrets_providers: secrets }) => {
    const operations = [pending].flat().filter(isObject);
    const keeper = isObject(secrets) ? [secrets, secrets.state] : [];
    return [...[resources].flat(), ...operations, ...operations.map(({ resource }) => resource), ...keeper];
  });
  return [...checkpoints, ...deployments, ...inThem.filter(isObject)];
}

/**
 * As Go compares: without regard to case, `ſ` and the sign of Kelvin included. No key that the engine knows has a backslash:
 * Node 24.9 takes a key like `\u0072esources` for its first letters as they are written, if it has seen such a key before.
 */
function isSpelledOtherwise(key: string): boolean {
  if (key.includes('\\')) return true;
  const folded = key.toUpperCase().toLowerCase();
  return KEYS.includes(folded) && key !== (SPELLED[folded] ?? folded);
}
