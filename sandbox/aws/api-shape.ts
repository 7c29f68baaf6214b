/** A part of a service model, in which botocore describes the APIs of AWS. */
export interface ServiceModel {
  readonly operation: {
    readonly http: { readonly method: string; readonly requestUri: string; readonly responseCode: number };
    readonly input: { readonly shape: string };
    readonly output: { readonly shape: string };
  };
  readonly shapes: Readonly<Record<string, Shape>>;
}

export interface Shape {
  readonly type: string;
  readonly required?: readonly string[];
  readonly members?: Readonly<Record<string, Member>>;
  readonly member?: Member;
  readonly enum?: readonly string[];
  /** Exactly one of the members is given. */
  readonly union?: boolean;
  readonly error?: { readonly httpStatusCode: number };
}

interface Member {
  readonly shape: string;
  /** Where it is in an HTTP message; in the body if it is not said. */
  readonly location?: 'querystring' | 'header';
}

/** @returns in what the value is not as its shape says; nothing if all is well */
export function violations(value: unknown, name: string, model: ServiceModel, path = name): string[] {
  const shape = model.shapes[name]!;
  switch (shape.type) {
    case 'structure':
      return isObject(value) ? structureViolations(value, shape, model, path) : [`${path} is not an object`];
    case 'list':
      return Array.isArray(value)
        ? value.flatMap((member, index) => violations(member, shape.member!.shape, model, `${path}[${index}]`))
        : [`${path} is not a list`];
    case 'integer':
      return Number.isInteger(value) ? [] : [`${path} is not an integer`];
    case 'string':
      if (typeof value !== 'string') return [`${path} is not a text`];
      return shape.enum && !shape.enum.includes(value) ? [`${path} is ${value}`] : [];
    default:
      return [`${path} is of the type ${shape.type}, which is not known here`];
  }
}

function structureViolations(
  value: Readonly<Record<string, unknown>>,
  { members = {}, required = [], union }: Shape,
  model: ServiceModel,
  path: string,
): string[] {
  const given = Object.entries(value).filter(([, member]) => member !== undefined);
  return [
    ...required.filter((name) => value[name] === undefined).map((name) => `${path} has no ${name}`),
    ...(union && given.length !== 1 ? [`${path} has ${given.length} members`] : []),
    ...given.flatMap(([name, member]) => {
      const known = members[name];
      return known ? violations(member, known.shape, model, `${path}.${name}`) : [`${path} has the unknown ${name}`];
    }),
  ];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
