import { removal } from './adoption';
import type { Asked } from './ask-aws';
import { RunFailure } from '../failure';
import { listed } from '../shared/listed';
import type { Change } from '../stack/change';
import type { StackResult } from '../stack/execute';
import type { RoleName } from '../stack/role-in-iam';

const TYPES = { policy: 'aws:iam/policy:Policy', role: 'aws:iam/role:Role' } as const;

/** What IAM still has after a `destroy` with which the engine is content. */
interface NotDeleted {
  readonly changes: readonly Change[];
  /** What could not be looked at, in a sentence each. Plain text. */
  readonly unseen: readonly string[];
  readonly failure?: RunFailure;
}

/** @param role what the stack had */
export async function notDeleted(
  { changes, notes = [] }: Pick<StackResult, 'changes' | 'notes'>,
  role: RoleName,
  { leftAfterDeletion, inIamNow }: Pick<Asked, 'leftAfterDeletion' | 'inIamNow'>,
): Promise<NotDeleted> {
  const isDeleted = (type: string) =>
    changes.some((change) => change.type === type && change.operation === 'delete' && change.status === 'done');
  const deleted = (['policy', 'role'] as const).filter((noun) => isDeleted(TYPES[noun]));
  // Another run that came in between has made it anew.
  if (deleted.length === 0 || notes.length > 0) return { changes, unseen: [] };
  try {
    const found = await leftAfterDeletion(role);
    const left = deleted.filter((noun) => found[noun]);
    if (left.length === 0) return { changes, unseen: [] };
    const types: readonly string[] = left.map((noun) => TYPES[noun]);
    const there = { owner: 'this-stack', path: '/' } as const;
    const commands = removal(
      {
        role: left.includes('role') ? there : undefined,
        policy: left.includes('policy') ? there : undefined,
        inIam: await inIamNow(role),
      },
      role,
    );
    return {
      changes: changes.map((change) =>
        types.includes(change.type) ? { ...change, status: 'failed', error: 'IAM still has it.' } : change,
      ),
      unseen: [],
      failure: new RunFailure(
        'not-applied',
        `The engine reports that everything is deleted, but IAM still has the ${listed(left, 'and')} ${role.roleName}.`,
        {
          hint: `Something between this runner and AWS may have answered in its place. The state does not have it any more: run \`up\`, which takes it over, and then \`destroy\`. Or remove it: ${commands}`,
        },
      ),
    };
  } catch (error) {
    const why = (error as Error).message;
    return {
      changes,
      unseen: [`Whether IAM has deleted the ${listed(deleted, 'and')} could not be looked at: ${why}`],
    };
  }
}
