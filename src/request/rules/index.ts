import { brokenBoundaryRules } from './boundary';
import { type BrokenRule, broken } from './broken-rule';
import { completeRequest } from './complete';
import { type Parts, readParts } from './parts';
import { brokenPermissionRules, misplacedResourceRules } from './permissions';
import { brokenPlaceRules } from './place';
import { exceededQuotas } from './quotas';
import type { Request, Surroundings } from './request';
import { brokenStateRules } from './state';
import { brokenTrustRules } from './trust';
import { brokenTagRules } from '../../aws/names';
import type { InputName } from '../../contract';
import { policyDocument } from '../../iam/generate/permissions';
import { trustPolicy } from '../../iam/generate/trust';
import { toJson } from '../../iam/policy/canonical';
import type { InputProblem } from '../../report/model';
import type { InputValues } from '../inputs';

export type { Request, StatementsSource, Surroundings } from './request';

/** Documents are as large with any account. */
const ANY_ACCOUNT = '000000000000';

/** @returns the request, or everything that is wrong with the inputs */
export function toRequest(
  inputs: InputValues,
  surroundings: Surroundings,
): { readonly request?: Request; readonly problems: readonly InputProblem[] } {
  const { parts, unread } = readParts(inputs, surroundings);
  const request = completeRequest(inputs, parts, surroundings);
  const rules = [
    ...unread,
    ...brokenRules(inputs, parts, surroundings),
    ...(request ? exceededQuotas(documentsOf(request)) : []),
  ];
  return rules.length === 0
    ? { request, problems: [] }
    : { problems: rules.map(({ input, expected }) => ({ input, value: textOf(inputs[input]), expected })) };
}

function brokenRules(inputs: InputValues, parts: Parts, surroundings: Surroundings): BrokenRule[] {
  return [
    ...brokenPlaceRules(inputs.region, parts),
    ...brokenPermissionRules(inputs, parts),
    ...misplacedResourceRules(inputs.region, parts),
    ...brokenTrustRules(inputs, parts, surroundings),
    ...brokenBoundaryRules(inputs.region, parts),
    ...brokenTagRules(inputs.tags).map((rule) => broken('tags', rule)),
    ...brokenStateRules(inputs, parts, surroundings),
    ...brokenCommandRules(inputs),
    ...brokenApprovalRules(inputs),
  ];
}

function brokenCommandRules(inputs: InputValues): BrokenRule[] {
  return inputs['expect-no-changes'] && inputs.command === 'destroy'
    ? [broken('expect-no-changes', 'false with the command destroy, which changes all there is')]
    : [];
}

function brokenApprovalRules(inputs: InputValues): BrokenRule[] {
  return inputs['require-approval'] !== 'never' && inputs.comment === 'never'
    ? [broken('comment', 'changes or always with require-approval, because the label approves what the comment shows')]
    : [];
}

function documentsOf({ target, permissions, extraStatements, trust }: Request) {
  const sized = { ...target, account: ANY_ACCOUNT };
  return {
    policy: toJson(policyDocument(sized, permissions, extraStatements)),
    trust: toJson(trustPolicy(sized, trust)),
  };
}

function textOf(value: InputValues[InputName]): string | undefined {
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'object') return String(value);
  return value.map((member) => (typeof member === 'string' ? member : member.join('='))).join(', ') || undefined;
}
