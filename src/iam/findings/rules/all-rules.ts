import type { ReadPolicy } from '../../policy/policy';
import type { FindingsContext } from '../context';
import type { Problem, Rule } from '../finding';
import { ACTION_RULES, checkActions } from './actions';
import { ARN_RULES, checkArns } from './arns';
import { BOUNDARY_RULES } from './boundary';
import { BREADTH_RULES, checkBreadth } from './breadth';
import { checkConditionKeys, CONDITION_KEY_RULES } from './condition-keys';
import { checkConditionValues, CONDITION_VALUE_RULES } from './condition-values';
import { checkDependentActions, DEPENDENT_ACTION_RULES } from './dependent-actions';
import { checkEndpointNames, ENDPOINT_NAME_RULES } from './endpoint-names';
import { checkEscalation, ESCALATION_RULES } from './escalation';
import { FOREIGN_POLICY_RULES } from './foreign-policies';
import { checkOidc, OIDC_RULES } from './oidc';
import { checkPrincipals, PRINCIPAL_RULES } from './principals';
import { checkRedundancy, REDUNDANCY_RULES } from './redundancy';
import { checkResourceTypes, RESOURCE_TYPE_RULES } from './resource-types';
import { checkResources, RESOURCE_RULES } from './resources';
import { ROLE_RULES } from './role';
import { checkServiceTrust, SERVICE_TRUST_RULES } from './service-trust';
import { checkVariables, VARIABLE_RULES } from './variables';
import { VERIFIED_RULES } from './verified';
import { DUPLICATE_KEY, INVALID_JSON, NEAR_QUOTA, TOO_DEEP, TOO_LARGE } from '../read/json-rules';
import { STRUCTURE_RULES } from '../read/structure-rules';

/** Rules that belong together, under the heading that the documentation gives them. */
interface RuleGroup {
  readonly heading: string;
  readonly rules: readonly Rule[];
}

/** Every rule there is. */
export const RULE_GROUPS: readonly RuleGroup[] = [
  { heading: 'The document', rules: [INVALID_JSON, DUPLICATE_KEY, TOO_DEEP, TOO_LARGE, NEAR_QUOTA] },
  { heading: 'Elements', rules: STRUCTURE_RULES },
  { heading: 'Actions', rules: [...ACTION_RULES, ...DEPENDENT_ACTION_RULES] },
  { heading: 'Resources', rules: [...ARN_RULES, ...RESOURCE_TYPE_RULES, ...RESOURCE_RULES, ...ENDPOINT_NAME_RULES] },
  { heading: 'Conditions', rules: [...CONDITION_KEY_RULES, ...CONDITION_VALUE_RULES, ...VARIABLE_RULES] },
  { heading: 'Too much is allowed', rules: [...BREADTH_RULES, ...ESCALATION_RULES] },
  { heading: 'Redundancy', rules: REDUNDANCY_RULES },
  { heading: 'Trust', rules: [...PRINCIPAL_RULES, ...SERVICE_TRUST_RULES, ...OIDC_RULES] },
  { heading: 'The role as a whole', rules: [...ROLE_RULES, ...FOREIGN_POLICY_RULES, ...BOUNDARY_RULES] },
  { heading: 'What AWS says, where verify asks it', rules: VERIFIED_RULES },
];

export const RULES: readonly Rule[] = RULE_GROUPS.flatMap(({ rules }) => rules);

type Check = (policy: ReadPolicy, context: FindingsContext) => Problem[];

const COMMON: readonly Check[] = [
  checkActions,
  checkConditionValues,
  checkConditionKeys,
  checkVariables,
  checkRedundancy,
];

export const IDENTITY_CHECKS: readonly Check[] = [
  ...COMMON,
  ...[
    checkArns,
    checkResourceTypes,
    checkResources,
    checkDependentActions,
    checkBreadth,
    checkEscalation,
    checkEndpointNames,
  ],
];

export const TRUST_CHECKS: readonly Check[] = [...COMMON, checkPrincipals, checkServiceTrust, checkOidc];
