/**
 * Describes the form of data once, as a JSON Schema (draft 2020-12) and as a type, so that the two can't disagree.
 *
 * https://json-schema.org/draft/2020-12
 */
export interface Schema<T> {
  /** @param definitions receives what is used by name */
  readonly json: (definitions: Record<string, Json>) => Json;
  /** Only for the compiler. */
  readonly type?: T;
}

interface OptionalSchema<T> extends Schema<T> {
  readonly isOptional: true;
}

export type Json = Readonly<Record<string, unknown>>;

export type TypeOf<S> = S extends Schema<infer T> ? T : never;

type Properties = Readonly<Record<string, Schema<unknown>>>;

type ObjectOf<P extends Properties> = {
  readonly [K in keyof P as P[K] extends { readonly isOptional: true } ? never : K]: TypeOf<P[K]>;
} & {
  readonly [K in keyof P as P[K] extends { readonly isOptional: true } ? K : never]?: TypeOf<P[K]>;
};

export function text(description: string): Schema<string> {
  return { json: () => ({ type: 'string', description }) };
}

export function wholeNumber(minimum: number, description: string): Schema<number> {
  return { json: () => ({ type: 'integer', minimum, description }) };
}

export function truth(description: string): Schema<boolean> {
  return { json: () => ({ type: 'boolean', description }) };
}

export function word<const W extends string>(value: W, description: string): Schema<W> {
  return { json: () => ({ const: value, description }) };
}

export function oneWordOf<const W extends string>(values: readonly W[], description: string): Schema<W> {
  return { json: () => ({ enum: values, description }) };
}

export function nothing(description: string): Schema<null> {
  return { json: () => ({ type: 'null', description }) };
}

export function anything(description: string): Schema<unknown> {
  return { json: () => ({ description }) };
}

/** An object with keys that are not known beforehand. */
export function dictionary<T>(values: Schema<T>, description: string): Schema<Readonly<Record<string, T>>> {
  return { json: (definitions) => ({ type: 'object', additionalProperties: values.json(definitions), description }) };
}

export function list<T>(members: Schema<T>, description: string): Schema<readonly T[]> {
  return { json: (definitions) => ({ type: 'array', items: members.json(definitions), description }) };
}

/** Further properties are allowed: they may come with later editions. */
export function object<P extends Properties>(properties: P, description: string): Schema<ObjectOf<P>> {
  return {
    json: (definitions) => ({
      type: 'object',
      properties: Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, each.json(definitions)])),
      required: Object.keys(properties).filter((name) => !('isOptional' in properties[name]!)),
      description,
    }),
  };
}

export function optional<T>(schema: Schema<T>): OptionalSchema<T> {
  return { ...schema, isOptional: true };
}

export function oneOf<S extends readonly Schema<unknown>[]>(
  members: S,
  description: string,
): Schema<TypeOf<S[number]>> {
  return { json: (definitions) => ({ oneOf: members.map((member) => member.json(definitions)), description }) };
}

/** A form that is used in several places. */
export function named<T>(name: string, schema: Schema<T>): (description?: string) => Schema<T> {
  return (description) => ({
    json(definitions) {
      definitions[name] ??= schema.json(definitions);
      return { $ref: `#/$defs/${name}`, ...(description !== undefined && { description }) };
    },
  });
}

/** The whole as a document of its own. */
export function schemaDocument(address: string, title: string, schema: Schema<unknown>): Json {
  const definitions: Record<string, Json> = {};
  const whole = schema.json(definitions);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: address,
    title,
    ...whole,
    $defs: Object.fromEntries(Object.entries(definitions).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
