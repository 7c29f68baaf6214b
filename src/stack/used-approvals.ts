import { runtime } from '@pulumi/pulumi';
import type { Properties } from './property-changes';
import { isObject } from '../shared/json';

/**
 * What a stack remembers of the approvals by which it was changed, so that none of them counts twice, whatever becomes of labels
 * and comments. It is an output of the stack: that is no resource, so it never shows up as a change or as drift.
 */
export interface UsedApprovals {
  /** The newest of them. Times are by GitHub's clock: ISO 8601. */
  readonly newest?: { readonly at: string; readonly by: string; readonly pullRequest: number };
  /** The newest workflow run that went without GitHub: its id. */
  readonly withoutGithub?: { readonly run: number };
}

/** The name of the output. */
export const USED_APPROVALS = 'usedApprovals';

/** @param outputs of the stack */
export function usedApprovalsIn(outputs: Properties): UsedApprovals {
  const { newest, withoutGithub } = objectOf(outputs[USED_APPROVALS]);
  const { at, by, pullRequest } = objectOf(newest);
  const { run } = objectOf(withoutGithub);
  return {
    ...(typeof at === 'string' && { newest: { at, by: String(by), pullRequest: Number(pullRequest) } }),
    ...(typeof run === 'number' && { withoutGithub: { run } }),
  };
}

/**
 * What the stack of the present program remembers. Outputs that a program does not give again are forgotten, so one that adds
 * nothing to them has to ask.
 */
export async function rememberedApprovals(): Promise<UsedApprovals> {
  // The engine's own function, which references to stacks use as well.
  const name = [runtime.getOrganization(), runtime.getProject(), runtime.getStack()].join('/');
  const { outputs } = (await runtime.invoke('pulumi:pulumi:readStackOutputs', { name })) as { outputs?: unknown };
  return usedApprovalsIn(objectOf(outputs));
}

function objectOf(value: unknown): Properties {
  return isObject(value) ? value : {};
}
