import type { Stack } from '@pulumi/pulumi/automation';

/** Of a state as the engine exports it. */
interface Exported {
  readonly resources?: readonly { readonly urn: string }[];
  readonly pending_operations?: readonly { readonly type: string; readonly resource: { readonly urn: string } }[];
}

/**
 * Takes out of a state that a run was interrupted while it created what the state has by now. The engine keeps that until
 * somebody says what became of it, and warns meanwhile; what else was interrupted, it forgets with the next run.
 *
 * The engine itself does it in the same way (`pulumi refresh --clear-pending-creates`). It locks the stack to write the state,
 * and fails where another run has locked it.
 *
 * @returns the logical names of the resources, such as `modelDeploymentRole`
 * @throws what the engine says
 */
export async function settlePendingCreates(stack: Pick<Stack, 'exportStack' | 'importStack'>): Promise<string[]> {
  const exported = await stack.exportStack();
  const deployment = exported.deployment as Exported;
  const there = new Set((deployment.resources ?? []).map(({ urn }) => urn));
  const pending = deployment.pending_operations ?? [];
  const settled = pending.filter(({ type, resource }) => type === 'creating' && there.has(resource.urn));
  if (settled.length === 0) return [];
  const left = pending.filter((operation) => !settled.includes(operation));
  await stack.importStack({ ...exported, deployment: { ...deployment, pending_operations: left } });
  return settled.map(({ resource }) => resource.urn.split('::').at(-1)!);
}
