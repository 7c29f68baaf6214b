import { additionsTo } from './additions';
import { prefixLength, SHORT_CODES, VERB_LETTERS } from './alphabet';
import { type AccessLevel, REFERENCE } from './data';
import { remembering } from '../../shared/memoize';
import { actionGlob } from '../glob/action-pattern';
import { matchesGlob } from '../glob/glob';

/** An action of any service. */
export interface ActionName {
  readonly service: string;
  /** `GetObject`, as AWS writes it. */
  readonly name: string;
  readonly accessLevel: AccessLevel;
  /** Whether it is about resources at all; if not, only the resource `*` will do. */
  readonly hasResources: boolean;
}

const LEVELS: Readonly<Record<string, AccessLevel>> = {
  L: 'List',
  R: 'Read',
  W: 'Write',
  T: 'Tagging',
  P: 'Permissions management',
};

/** Actions by their names in lower case, of the services that were asked about so far. */
const decoded = new Map<string, ReadonlyMap<string, ActionName>>();

export function serviceNames(): readonly string[] {
  return Object.keys(REFERENCE.actions);
}

/** @param service the prefix of actions, in any case */
export function isService(service: string): boolean {
  return Object.hasOwn(REFERENCE.actions, service.toLowerCase());
}

/** @param action `s3:GetObject`, in any case */
export function findAction(action: string): ActionName | undefined {
  const [service, name] = split(action);
  return actionsOfService(service).get(name);
}

/** @param pattern `s3:GetObject`, `s3:Get*`, `*:Get*` or `*`, in any case */
export const actionsMatching: (pattern: string) => readonly ActionName[] = remembering((pattern: string) => {
  if (pattern === '*') return actionsMatching('*:*');

  const [service, name] = split(pattern);
  if (service === '*') return serviceNames().flatMap((each) => actionsMatching(`${each}:${name}`));
  const actions = actionsOfService(service);
  if (!/[*?]/.test(name)) return [actions.get(name)].filter((action) => action !== undefined);
  const matches = nameTest(name);
  return [...actions].filter(([known]) => matches(known)).map(([, action]) => action);
});

function nameTest(pattern: string): (name: string) => boolean {
  const glob = actionGlob(pattern);
  const pieces = pattern.split(/[*?]+/);
  // A service has hundreds of actions, of which a pattern matches few.
  return (name) => hasPieces(name, pieces) && matchesGlob(glob, name);
}

function hasPieces(name: string, pieces: readonly string[]): boolean {
  let start = 0;
  for (const piece of pieces) {
    const found = name.indexOf(piece, start);
    if (found === -1) return false;
    start = found + piece.length;
  }
  return true;
}

/** @returns the action as policies write it */
export function actionText({ service, name }: ActionName): string {
  return `${service}:${name}`;
}

function split(action: string): [service: string, name: string] {
  const colon = action.indexOf(':');
  return [action.slice(0, Math.max(colon, 0)).toLowerCase(), action.slice(colon + 1).toLowerCase()];
}

/** What AWS's table has of a service, and what it lacks. */
export function actionsOfService(service: string): ReadonlyMap<string, ActionName> {
  if (!isService(service)) return new Map();
  const known = decoded.get(service) ?? new Map([...addedTo(service), ...actionsInTable(service)]);
  decoded.set(service, known);
  return known;
}

function addedTo(service: string): [string, ActionName][] {
  return additionsTo(service).map(({ name, accessLevel, resource }) => [
    name.toLowerCase(),
    { service, name, accessLevel, hasResources: resource !== 'none' },
  ]);
}

/** Only what AWS's table has of a service. */
export function actionsInTable(service: string): ReadonlyMap<string, ActionName> {
  return decode(service, REFERENCE.actions[service]!);
}

function decode(service: string, text: string): ReadonlyMap<string, ActionName> {
  const actions = new Map<string, ActionName>();
  let noun = '';
  for (const word of text === '' ? [] : text.split(' ')) {
    const end = word.indexOf('=');
    noun = noun.slice(0, prefixLength(word[0]!)) + word.slice(1, end);
    for (const verb of verbsOf(word.slice(end + 1))) {
      const [, start, level, unlimited] = /^(.*?)([A-Z])(\*?)$/.exec(verb)!;
      const name = start + noun;
      const hasResources = unlimited === '';
      actions.set(name.toLowerCase(), { service, name, accessLevel: LEVELS[level!]!, hasResources });
    }
  }
  return actions;
}

function verbsOf(codes: string): string[] {
  const verbs: string[] = [];
  for (let index = 0; index < codes.length; index++) {
    const first = VERB_LETTERS.indexOf(codes[index]!);
    const isShort = first < SHORT_CODES;
    const rest = isShort ? 0 : VERB_LETTERS.indexOf(codes[++index]!);
    verbs.push(REFERENCE.verbs[isShort ? first : SHORT_CODES + (first - SHORT_CODES) * VERB_LETTERS.length + rest]!);
  }
  return verbs;
}
