import {
  FILE_KEYS,
  FORMS,
  isModelInput,
  MAX_ENVIRONMENTS,
  MAX_MODELS,
  MODEL_KEYS,
  nameInFile,
  PLACE_KEYS,
  type PlaceKey,
} from './form';
import { beyondLimits } from './limits';
import type { ModelsProblem } from './problem';
import { textOfValue } from './value';
import type { Written, WrittenEnvironment, WrittenInputs, WrittenModel, WrittenModelsFile } from './written';
import { type InputName, MODEL_INPUTS } from '../contract';
import type { FilePlace } from '../request/problem';
import { listed } from '../shared/listed';
import { type Located, type LocatedEntry, type LocatedMap, parseLocated } from '../shared/located';
import type { Place } from '../shared/place-problem';
import { similarName } from '../shared/similar-name';

/** @returns the file as far as it has the form of one, and all that has not */
export function readForm(
  file: string,
  text: string,
): { readonly written?: WrittenModelsFile; readonly problems: readonly ModelsProblem[] } {
  const form = new FormReader(file);
  const beyond = beyondLimits(text);
  const { root, problems } = beyond ? { root: undefined, problems: [beyond] } : parseLocated(text);
  for (const { expected, ...place } of problems) form.refuse(place, `expected ${expected}`);
  return { written: root && form.file(root), problems: form.problems };
}

const WHOLE = 'expected a map with environments and models, as docs/models.md shows';

/** Reads part by part; what is wrong is noted, and left out. */
class FormReader {
  readonly problems: ModelsProblem[] = [];

  constructor(private readonly name: string) {}

  refuse(place: Place, message: string): void {
    this.problems.push({ at: this.at(place), message, models: [] });
  }

  file(root: Located): WrittenModelsFile | undefined {
    const map = this.map(root, WHOLE);
    if (!map) return undefined;
    this.refuseUnknown(map, Object.keys(FILE_KEYS));
    const [stack, environments, models] = [entry(map, 'stack'), entry(map, 'environments'), entry(map, 'models')];
    if (!environments) this.refuse(map, 'environments: expected at least one, with its account and region');
    if (!models) this.refuse(map, 'models: expected a list, empty where there are none');
    const read = environments ? this.environments(environments) : [];
    const names = read.map(({ name }) => name);
    return {
      file: this.name,
      stack: stack && this.text(stack),
      environments: read,
      defaults: this.defaults(entry(map, 'defaults')),
      models: models ? this.models(models, names) : [],
      modelsAt: this.at(models ?? map),
    };
  }

  private environments({ value }: LocatedEntry): WrittenEnvironment[] {
    const map = this.map(
      value,
      'environments: expected a map with the name of each: "production:", and below it account and region',
    );
    if (map?.entries.length === 0) {
      this.refuse(value, 'environments: expected at least one, with its account and region');
    }
    if (map && map.entries.length > MAX_ENVIRONMENTS) {
      this.refuse(value, `environments: expected at most ${MAX_ENVIRONMENTS}, but there are ${map.entries.length}`);
      return [];
    }
    return (map?.entries ?? []).flatMap((each) => this.environment(each) ?? []);
  }

  private environment(named: LocatedEntry): WrittenEnvironment | undefined {
    const { key: name } = named;
    if (!new RegExp(FORMS.environment.source).test(name)) {
      this.refuse(named, `environments: expected ${FORMS.environment.expected}, but got ${name}`);
      return undefined;
    }
    const map = this.map(named.value, `${name}: expected a map with account and region`);
    if (!map) return undefined;
    const place = new Map<PlaceKey, Written>();
    for (const key of Object.keys(PLACE_KEYS) as PlaceKey[]) {
      const given = entry(map, key);
      if (given) place.set(key, this.inputText(PLACE_KEYS[key], given));
    }
    if (!entry(map, 'account')) {
      this.refuse(named, `account: expected a value, such as 123456789012, because ${name} is in one account`);
    }
    const inputs = this.inputs(map, Object.keys(PLACE_KEYS));
    return { name, at: this.at(named), place, inputs };
  }

  private defaults(defaults: LocatedEntry | undefined): WrittenInputs {
    const map = defaults && this.map(defaults.value, 'defaults: expected a map of inputs and their values');
    return map ? this.inputs(map, []) : new Map();
  }

  private models({ value }: LocatedEntry, environments: readonly string[]): WrittenModel[] {
    if (value.kind !== 'list') {
      this.refuse(value, 'models: expected a list, with "- endpoint: …" for each model');
      return [];
    }
    if (value.members.length > MAX_MODELS) {
      this.refuse(
        value,
        `models: expected at most ${MAX_MODELS}, but there are ${value.members.length}: make it several files`,
      );
      return [];
    }
    return value.members.flatMap((each) => this.model(each, environments) ?? []);
  }

  private model(member: Located, environments: readonly string[]): WrittenModel | undefined {
    const map = this.map(member, 'models: expected a map for each model, with endpoint and bucket');
    if (!map) return undefined;
    return {
      at: this.at(map),
      id: this.identifier(map, 'id'),
      renamedFrom: this.identifier(map, 'renamed-from'),
      isProtected: this.isProtected(entry(map, 'protect')),
      inputs: this.inputs(map, Object.keys(MODEL_KEYS)),
      environments: this.differences(entry(map, 'environments'), environments),
    };
  }

  private identifier(map: LocatedMap, key: 'id' | 'renamed-from'): Written | undefined {
    const given = entry(map, key);
    const text = given && this.text(given);
    if (!text) return undefined;
    if (new RegExp(FORMS.id.source).test(text.text)) return text;
    this.refuse(given, `${key}: expected ${FORMS.id.expected}, but got ${text.text}`);
    return undefined;
  }

  private isProtected(given: LocatedEntry | undefined): boolean {
    const text = given && (given.value.kind === 'text' ? given.value.text : '');
    if (given && text !== 'true' && text !== 'false') this.refuse(given, 'protect: expected true or false');
    return text === 'true';
  }

  private differences(given: LocatedEntry | undefined, known: readonly string[]): Map<string, WrittenInputs> {
    const map = given && this.map(given.value, 'environments: expected a map with the names of environments');
    const read = new Map<string, WrittenInputs>();
    for (const each of map?.entries ?? []) {
      const isKnown = known.includes(each.key);
      if (!isKnown) {
        const expected = known.length > 0 ? listed(known, 'or') : 'one of the file';
        this.refuse(each, `environments: expected ${expected}, but got ${each.key}`);
      }
      const inputs = this.map(each.value, `${each.key}: expected a map of inputs and their values`);
      if (isKnown && inputs) read.set(each.key, this.inputs(inputs, []));
    }
    return read;
  }

  /** @param others keys that are no inputs of a model, and are read elsewhere */
  private inputs(map: LocatedMap, others: readonly string[]): WrittenInputs {
    this.refuseUnknown(map, [...MODEL_INPUTS, ...others]);
    const read = new Map<InputName, Written>();
    for (const each of map.entries) {
      if (isModelInput(each.key)) read.set(each.key, this.inputText(each.key, each));
    }
    return read;
  }

  private inputText(name: InputName, given: LocatedEntry): Written {
    const text = textOfValue(name, given.value);
    const at = this.at(given);
    if (text.ok) return { text: text.value, at };
    this.refuse(given, `${nameInFile(name)}: expected ${text.expected}`);
    return { text: '', at, isRefused: true };
  }

  private text(given: LocatedEntry): Written | undefined {
    const { value } = given;
    if (value.kind === 'text' && value.text.trim() !== '') return { text: value.text.trim(), at: this.at(given) };
    this.refuse(given, `${given.key}: expected a name`);
    return undefined;
  }

  private refuseUnknown(map: LocatedMap, known: readonly string[]): void {
    const unknown = map.entries.filter(({ key }) => !known.includes(key));
    for (const each of unknown.slice(0, MAX_UNKNOWN)) {
      const meant = hint(each.key, known) ?? similarName(each.key, known) ?? keysInWords(known);
      this.refuse(each, `expected ${meant}, not ${JSON.stringify(each.key.slice(0, 100))}`);
    }
  }

  private map(value: Located, message: string): LocatedMap | undefined {
    if (value.kind === 'map') return value;
    this.refuse(value, message);
    return undefined;
  }

  private at({ line, column }: Place): FilePlace {
    return { file: this.name, line, column };
  }
}

/** Whoever has as many unknown keys in one place means another form of file. */
const MAX_UNKNOWN = 20;

/** Where a key belongs that a model does not have. */
function hint(key: string, known: readonly string[]): string | undefined {
  const place = Object.entries(PLACE_KEYS).find(([name, input]) => key === name || key === input)?.[0];
  if (place === undefined) return undefined;
  return known.includes(place) ? place : `${place} in the environment, for a stack is in one place`;
}

/** The inputs of a model are too many to name them. */
function keysInWords(known: readonly string[]): string {
  const others = known.filter((key) => !isModelInput(key));
  return others.length === known.length
    ? listed(known, 'or')
    : listed([...others, 'an input about a model (docs/inputs.md)'], 'or');
}

function entry(map: LocatedMap, name: string): LocatedEntry | undefined {
  return map.entries.find(({ key }) => key === name);
}
