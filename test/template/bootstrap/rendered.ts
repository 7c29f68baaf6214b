import { parse } from 'yaml';
import type { ModelDeploymentIamOptions } from '../../../src';
import { CHURN, filesOf } from '../render';

/** A bootstrap as a reader of its YAML sees it. */
export function cloudFormationOf(options: ModelDeploymentIamOptions = CHURN, slug = 'churn-prod') {
  return parse(filesOf(options)[`bootstrap/${slug}/cloudformation.yml`]!);
}

export function pulumiOf(options: ModelDeploymentIamOptions = CHURN, slug = 'churn-prod') {
  return parse(filesOf(options)[`bootstrap/${slug}/Pulumi.yaml`]!);
}

const VALUES: Readonly<Record<string, string>> = {
  'AWS::AccountId': '123456789012',
  account: '123456789012',
  Repository: 'acme/churn',
  repository: 'acme/churn',
  ImmutableRepository: 'acme@1/churn@2',
  immutableRepository: 'acme@1/churn@2',
};

/** Either form with values in it, as its tool would put them in: of a repository that has immutable subjects only, or not. */
export function withValues(node: unknown, isImmutableOnly = false): any {
  if (typeof node === 'string') {
    return node
      .replace(/\$\{([\w:]+)\}/g, (text, name: string) => VALUES[name] ?? text)
      .replace(/\$\{!|\$\$\{/g, () => '${');
  }
  if (Array.isArray(node)) return node.map((each) => withValues(each, isImmutableOnly));
  if (typeof node !== 'object' || node === null) return node;
  const {
    'Fn::Sub': text,
    'Fn::If': choice,
    'fn::select': selection,
    'fn::toJSON': json,
    ...rest
  } = node as Record<string, any>;
  if (text !== undefined) return withValues(text, isImmutableOnly);
  if (json !== undefined) return withValues(json, isImmutableOnly);
  if (choice !== undefined) return withValues(isImmutableOnly ? choice[1] : choice[2], isImmutableOnly);
  if (selection !== undefined) return withValues(selection[1][isImmutableOnly ? 1 : 0], isImmutableOnly);
  return Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, withValues(value, isImmutableOnly)]));
}
