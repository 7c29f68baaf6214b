/** The elements of the IAM policy language, in the form in which AWS takes and returns them (JSON). */

/** A single value or an array of them; AWS treats `"x"` and `["x"]` as the same. */
export type OneOrMany<T> = T | readonly T[];

/** `"*"`, or principals by type: `{ "Service": "sagemaker.amazonaws.com" }`. */
export type Principal = '*' | Readonly<Record<string, OneOrMany<string>>>;

/** Condition operators to condition keys to values: `{ "StringEquals": { "aws:SourceAccount": "123456789012" } }`. */
export type ConditionBlock = Readonly<Record<string, Readonly<Record<string, OneOrMany<string | number | boolean>>>>>;

export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: Principal;
  readonly NotPrincipal?: Principal;
  readonly Action?: OneOrMany<string>;
  readonly NotAction?: OneOrMany<string>;
  readonly Resource?: OneOrMany<string>;
  readonly NotResource?: OneOrMany<string>;
  readonly Condition?: ConditionBlock;
}

export interface PolicyDocument {
  readonly Version?: '2012-10-17' | '2008-10-17';
  readonly Id?: string;
  readonly Statement: OneOrMany<Statement>;
}
