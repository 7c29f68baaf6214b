import type { ModelsStack } from './model';

/**
 * Endpoints of other models in the same account and region are named besides, whichever file they are in, as are those that
 * workflows name: a pattern for the names of one may fit those of another.
 */
export function besideEachOther(stacks: readonly ModelsStack[]): ModelsStack[] {
  const places = new Map<string, Map<string, string>>();
  for (const stack of stacks) {
    const names = places.get(placeOf(stack)) ?? new Map<string, string>();
    places.set(placeOf(stack), names);
    for (const { request } of stack.models) {
      // SageMaker takes Churn and churn as the same name.
      for (const name of [request.target.endpoint, ...request.otherEndpoints]) names.set(name.toLowerCase(), name);
    }
  }
  return stacks.map((stack) => {
    const names = places.get(placeOf(stack))!;
    const all = [...names.values()];
    const indices = new Map([...names.keys()].map((key, index) => [key, index] as const));
    const models = stack.models.map((model) => {
      const own = indices.get(model.request.target.endpoint.toLowerCase())!;
      return { ...model, request: { ...model.request, otherEndpoints: all.slice(0, own).concat(all.slice(own + 1)) } };
    });
    return { ...stack, models };
  });
}

function placeOf({ account, region }: ModelsStack): string {
  return `${account} ${region}`;
}
