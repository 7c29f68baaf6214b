import { PLACE_KEYS, type PlaceKey } from './form';
import type { Model, ModelsStack } from './model';
import { type ModelsProblem, sentenceOf, shortened } from './problem';
import type { Written, WrittenEnvironment, WrittenInputs, WrittenModel, WrittenModelsFile } from './written';
import { type InputName, RUN_INPUTS } from '../contract';
import type { TestsReader } from '../request/access-tests';
import { readOtherEndpoints } from '../request/other-endpoints';
import type { FilePlace, Problem } from '../request/problem';
import { readRequest, readRun } from '../request/read-request';

/** What counts for all models alike: the step that they are read in. */
export interface ModelsStep {
  /** An input about the run, as the workflow gives it; those about models are not asked for. */
  readonly input: (name: InputName) => string;
  readonly environment: NodeJS.ProcessEnv;
  readonly event?: { readonly payload: unknown };
  /** Where the repository is checked out. */
  readonly folder: string;
  readonly testsReader?: TestsReader;
}

/** @returns the stack of an environment, with the models that nothing is wrong with */
export function resolveStack(
  written: WrittenModelsFile,
  environment: WrittenEnvironment,
  step: ModelsStep,
): { readonly stack?: ModelsStack; readonly problems: readonly ModelsProblem[] } {
  const { name, place } = environment;
  const stackName = `${written.stack?.text ?? baseName(written.file)}.${name}`;
  const own = { region: textOf(place, 'region'), account: textOf(place, 'account') };
  const variables = { ...step.environment, GITHUB_WORKSPACE: step.folder };
  const stepFor = (inputs: WrittenInputs) => ({
    ...step,
    input: inputReader(inputs, { environment, stackName, step }),
    environment: variables,
  });
  const { run, problems: ofRun } = readRun(stepFor(new Map()));
  const problems = problemsOfRun(ofRun, environment, written);
  // Each model has them as well.
  const known = new Set(problems.map(({ message }) => message));

  const others = readOtherEndpoints(step.folder, own);
  const models = written.models.flatMap((model): Model[] => {
    const inputs = inputsOf(written, environment, model);
    const { request, problems: wrong } = readRequest({ ...stepFor(inputs), otherEndpoints: () => others });
    const id = model.id?.text ?? request?.name ?? nameIn(inputs);
    const places = placesOf(inputs, environment, written);
    for (const problem of wrong) {
      const message = sentenceOf(problem);
      if (known.has(message) || isTold(problem, environment, inputs)) continue;
      const at = problem.at ?? places[problem.name] ?? model.at;
      problems.push({ at, message, models: [`${id} in ${name}`] });
    }
    const { renamedFrom, isProtected, at } = model;
    return request ? [{ id, renamedFrom: renamedFrom?.text, isProtected, request, at, places }] : [];
  });
  const stack = run && { file: written.file, environment: name, stackName, ...own, run, at: environment.at, models };
  return { stack, problems };
}

/** What is wrong with the environment is in the file; inputs about the run are the workflow's. */
function problemsOfRun(
  problems: readonly Problem[],
  environment: WrittenEnvironment,
  written: WrittenModelsFile,
): ModelsProblem[] {
  const places = placesOf(new Map(), environment, written);
  return problems
    .filter((problem) => !isTold(problem, environment, new Map()))
    .map((problem) => ({ at: places[problem.name], message: sentenceOf(problem), models: [] }));
}

/** A value that can't be read is missing, which is no other problem. */
function isTold({ name }: Problem, { place }: WrittenEnvironment, inputs: WrittenInputs): boolean {
  const ofPlace = [...place].some(([key, { isRefused }]) => isRefused && PLACE_KEYS[key] === name);
  return ofPlace || inputs.get(name as InputName)?.isRefused === true;
}

const ABOUT_THE_RUN: ReadonlySet<InputName> = new Set(RUN_INPUTS);

interface Surroundings {
  readonly environment: WrittenEnvironment;
  readonly stackName: string;
  readonly step: ModelsStep;
}

function inputReader(inputs: WrittenInputs, { environment, stackName, step }: Surroundings) {
  const place = new Map<InputName, string>([['stack-name', stackName]]);
  for (const [key, { text }] of environment.place) place.set(PLACE_KEYS[key], text);
  return (name: InputName) =>
    inputs.get(name)?.text ?? place.get(name) ?? (ABOUT_THE_RUN.has(name) ? step.input(name) : '');
}

/** The more is said for, the more it counts: for all models, for an environment, for a model, for a model in an environment. */
function inputsOf(
  { defaults }: WrittenModelsFile,
  environment: WrittenEnvironment,
  model: WrittenModel,
): ReadonlyMap<InputName, Written> {
  const own = model.environments.get(environment.name) ?? [];
  return new Map([...defaults, ...environment.inputs, ...model.inputs, ...own]);
}

/** What to call a model that can't be read. */
function nameIn(inputs: WrittenInputs): string {
  const given = [inputs.get('name')?.text, inputs.get('endpoint')?.text].map((text) => text?.trim());
  return shortened(given.find((text) => text) ?? 'a model without name');
}

function placesOf(
  inputs: WrittenInputs,
  environment: WrittenEnvironment,
  { file, stack }: WrittenModelsFile,
): Readonly<Record<string, FilePlace>> {
  const places: Record<string, FilePlace> = { 'stack-name': stack?.at ?? { file, line: 1, column: 1 } };
  for (const input of Object.values(PLACE_KEYS)) places[input] = environment.at;
  for (const [key, { at }] of environment.place) places[PLACE_KEYS[key]] = at;
  for (const [name, { at }] of inputs) places[name] = at;
  return places;
}

function textOf(place: ReadonlyMap<PlaceKey, Written>, key: PlaceKey): string {
  return place.get(key)?.text ?? '';
}

/** `fraud` of `models/fraud.yaml`. */
function baseName(file: string): string {
  return file
    .split('/')
    .at(-1)!
    .replace(/(?<=.)\.[^.]*$/, '');
}
