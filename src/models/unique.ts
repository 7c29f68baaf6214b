import type { ModelsStack } from './model';
import type { ModelsProblem } from './problem';
import type { FilePlace } from '../request/problem';

/** What may be there only once: stacks, models in a stack, and roles in an account. */
export function repetitions(stacks: readonly ModelsStack[]): ModelsProblem[] {
  return [
    ...repeatedStacks(stacks),
    ...stacks.flatMap(repeatedIds),
    ...repeatedRoles(stacks),
    ...stacks.flatMap(wrongRenames),
  ];
}

function repeatedStacks(stacks: readonly ModelsStack[]): ModelsProblem[] {
  const known = new Map<string, ModelsStack>();
  return stacks.flatMap((stack) => {
    const { stackName, at } = stack;
    const other = known.get(stackName);
    known.set(stackName, other ?? stack);
    if (!other) return [];
    const message = `stack: expected another name than ${stackName}, which the environment ${other.environment} in ${other.file} has`;
    return [{ at, message, models: [] }];
  });
}

function repeatedIds({ environment, models }: ModelsStack): ModelsProblem[] {
  const known = new Map<string, FilePlace>();
  return models.flatMap(({ id, at }) => {
    const other = known.get(id);
    known.set(id, other ?? at);
    return other
      ? [
          {
            at,
            message: `id: expected another one than ${id}, which is the model's in ${placeText(other)}`,
            models: [`${id} in ${environment}`],
          },
        ]
      : [];
  });
}

/** IAM takes `Churn` and `churn` as the same name, whatever their paths are. */
function repeatedRoles(stacks: readonly ModelsStack[]): ModelsProblem[] {
  const known = new Map<string, FilePlace>();
  return stacks.flatMap(({ account, environment, models }) =>
    models.flatMap(({ id, request: { name }, places, at }) => {
      const key = `${account} ${name.toLowerCase()}`;
      const other = known.get(key);
      known.set(key, other ?? at);
      if (!other) return [];
      const message = `name: expected another one than ${name}, which the role of the model in ${placeText(other)} has in the account ${account}`;
      return [{ at: places.name ?? at, message, models: [`${id} in ${environment}`] }];
    }),
  );
}

function wrongRenames({ environment, models }: ModelsStack): ModelsProblem[] {
  const ids = new Map(models.map(({ id, at }) => [id, at]));
  const known = new Map<string, FilePlace>();
  return models.flatMap(({ id, renamedFrom, at }) => {
    if (renamedFrom === undefined) return [];
    const [present, other] = [ids.get(renamedFrom), known.get(renamedFrom)];
    known.set(renamedFrom, other ?? at);
    if (!present && !other) return [];
    const reason = present
      ? `which the model in ${placeText(present)} has now`
      : `which the model in ${placeText(other!)} had already`;
    return [
      {
        at,
        message: `renamed-from: expected another id than ${renamedFrom}, ${reason}`,
        models: [`${id} in ${environment}`],
      },
    ];
  });
}

function placeText({ file, line }: FilePlace): string {
  return `${file}:${line}`;
}
