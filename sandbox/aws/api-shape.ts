/** A part of a service model, in which botocore describes the APIs of AWS. */
export interface ServiceModel {
  readonly operations: Readonly<Record<string, Operation>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

export interface Operation {
  readonly name: string;
  readonly http: { readonly method: string; readonly requestUri: string; readonly responseCode?: number };
  readonly input: { readonly shape: string };
  readonly output: { readonly shape: string; readonly resultWrapper?: string };
}

export interface Shape {
  readonly type: string;
  readonly required?: readonly string[];
  readonly members?: Readonly<Record<string, Member>>;
  readonly member?: Member;
  readonly enum?: readonly string[];
  /** Exactly one of the members is given. */
  readonly union?: boolean;
  /** How long a text or a list may be, or how large a number. */
  readonly min?: number;
  readonly max?: number;
  /** Of a text. */
  readonly pattern?: string;
  readonly error?: { readonly code?: string; readonly httpStatusCode: number };
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
        ? [
            ...outside(value.length, shape, `${path}.length`),
            ...value.flatMap((member, index) => violations(member, shape.member!.shape, model, `${path}[${index}]`)),
          ]
        : [`${path} is not a list`];
    case 'integer':
      return Number.isInteger(value) ? outside(value as number, shape, path) : [`${path} is not an integer`];
    case 'boolean':
      return typeof value === 'boolean' ? [] : [`${path} is not true or false`];
    case 'string':
      return typeof value === 'string' ? textViolations(value, shape, path) : [`${path} is not a text`];
    default:
      return [`${path} is of the type ${shape.type}, which is not known here`];
  }
}

function textViolations(text: string, shape: Shape, path: string): string[] {
  return [
    ...(shape.enum && !shape.enum.includes(text) ? [`${path} is ${text}`] : []),
    ...(shape.pattern && !new RegExp(`^(?:${shape.pattern})$`).test(text) ? [`${path} is not ${shape.pattern}`] : []),
    ...outside(text.length, shape, `${path}.length`),
  ];
}

function outside(size: number, { min = 0, max = Infinity }: Shape, path: string): string[] {
  return size < min || size > max ? [`${path} is ${size}, not ${min} to ${max}`] : [];
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
