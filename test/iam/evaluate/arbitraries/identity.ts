import fc from 'fast-check';
import { condition, conditions, context } from './conditions';
import { type Document, merged, oneOrMany } from './json';
import { RESOURCE_PATTERNS, RESOURCES } from './resources';
import type { RequestContext } from '../../../../src/iam/evaluate/context';
import type { AccessRequest } from '../../../../src/iam/evaluate/evaluate';

const ACTIONS = [
  ...['s3:GetObject', 's3:PutObject', 'S3:getobject', 'sagemaker:InvokeEndpoint', 'sagemaker:CreateEndpoint'],
  ...['logs:PutLogEvents'],
];

const ACTION_PATTERNS = [
  ...['*', 's3:*', 's3:Get*', 'S3:gETobject', 's3:?etObject', 's3:*Object', 's3:G*t*j*t', 's3:GetObject?'],
  ...['sagemaker:*', 'sagemaker:*Endpoint', 'sagemaker:InvokeEndpoint', 'sagemaker:Invoke*', 'dynamodb:GetItem'],
  ...['logs:Put*', 'logs:*'],
];

export const effect = fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny');

/** The element, or its opposite (`NotAction`). */
export function selection(element: string, patterns: readonly string[]): fc.Arbitrary<Document> {
  const elementOf = (name: string) =>
    oneOrMany(fc.constantFrom(...patterns)).map((value): Document => ({ [name]: value }));
  return fc.oneof({ weight: 3, arbitrary: elementOf(element) }, { weight: 1, arbitrary: elementOf(`Not${element}`) });
}

/** Without Version, a document is of Version 2008-10-17. */
const version = fc.constantFrom(
  ...new Array<Document>(6).fill({ Version: '2012-10-17' }),
  { Version: '2008-10-17' },
  {},
);

export function documentOf(statement: fc.Arbitrary<Document>): fc.Arbitrary<Document> {
  const content = fc.oneof(statement, fc.array(statement, { minLength: 1, maxLength: 3 }));
  return fc.tuple(version, content).map(([head, Statement]) => ({ ...head, Statement }));
}

export const identityPolicy: fc.Arbitrary<Document> = documentOf(
  fc
    .tuple(effect, selection('Action', ACTION_PATTERNS), selection('Resource', RESOURCE_PATTERNS), conditions)
    .map(([Effect, ...elements]) => merged({ Effect }, ...elements)),
);

/** A policy that allows everything on one condition, so that its answer is the condition's. */
export const conditionPolicy: fc.Arbitrary<Document> = fc.tuple(version, condition).map(([head, Condition]) => ({
  ...head,
  Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition },
}));

export interface FullRequest extends AccessRequest {
  readonly resources: readonly string[];
  readonly context: RequestContext;
}

export const request: fc.Arbitrary<FullRequest> = fc.record({
  action: fc.constantFrom(...ACTIONS),
  resources: fc.array(fc.constantFrom(...RESOURCES), { minLength: 1, maxLength: 2 }),
  context,
});
