import { type ClaimCondition, isOpen, namingConditions } from './claim-conditions';
import type { Problem, Rule } from '../finding';
import { PAGES } from '../pages';
import { quoted } from '../text';

/** Which service accounts of a Kubernetes cluster, such as one of EKS, are trusted. */

const ANY_NAMESPACE: Rule = {
  id: 'oidc-subject-any-namespace',
  severity: 'security',
  title: 'Service accounts of every namespace of the cluster are trusted.',
  why: 'Everybody who can start a pod anywhere in the cluster can assume the role.',
  fix: 'Name the namespace and the service account: system:serviceaccount:NAMESPACE:NAME.',
  documentation: PAGES.irsa,
};

const ANY_SERVICE_ACCOUNT: Rule = {
  id: 'oidc-subject-any-service-account',
  severity: 'warning',
  title: 'Every service account of a namespace is trusted.',
  why: 'Everybody who can start a pod in the namespace can assume the role.',
  fix: 'Name the service account: system:serviceaccount:NAMESPACE:NAME.',
  documentation: PAGES.irsa,
};

export const OIDC_KUBERNETES_RULES: readonly Rule[] = [ANY_NAMESPACE, ANY_SERVICE_ACCOUNT];

/** @param conditions on the claims of the cluster's tokens; there is one on the subject */
export function checkKubernetes(conditions: readonly ClaimCondition[]): Problem[] {
  const found = namingConditions(conditions, 'sub').map((condition) =>
    condition.values.flatMap((value) => breadthOf(condition, value)),
  );
  // All of them have to hold, so that one that names all it means is enough.
  return found.every((problems) => problems.length > 0) ? found.flat() : [];
}

function breadthOf(condition: ClaimCondition, value: string): Problem[] {
  if (!isOpen(condition, value)) return [];
  const message = `The subject is ${quoted(value)}.`;
  const name = /^system:serviceaccount:[^:*?$]+:(.*)$/s.exec(value)?.[1];
  if (name === undefined) return [{ rule: ANY_NAMESPACE, message }];
  return /^[*?$]/.test(name) ? [{ rule: ANY_SERVICE_ACCOUNT, message }] : [];
}
