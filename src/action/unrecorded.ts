import { removal, roleNameOf } from './adoption';
import type { Asked } from './ask-aws';
import type { Plan } from './plan';
import { RunFailure } from '../failure';
import type { Change } from '../stack/change';
import type { StackResult } from '../stack/execute';
import { type Part, partName, PARTS } from '../stack/parts';
import type { Namesakes, RoleInIam } from '../stack/role-in-iam';

/** What is told of a state that lacks something. */
interface Unrecorded {
  /** For drift: what is missing. */
  readonly changes: readonly Change[];
  /** In a sentence each. Plain text. */
  readonly notes: readonly string[];
  /** What could not be looked at, in a sentence each. Plain text. */
  readonly unseen: readonly string[];
  readonly failure?: RunFailure;
}

const NOTHING: Unrecorded = { changes: [], notes: [], unseen: [] };

interface Had extends Pick<StackResult, 'resources' | 'outside'> {
  /** Types of what is only left in the state to be made anew. */
  readonly halfReplaced: readonly string[];
}

/** IAM is asked only where the state lacks something. */
export async function unrecorded(
  command: 'drift' | 'destroy',
  { resources, outside, halfReplaced }: Had,
  plan: Plan,
  asked: Pick<Asked, 'namesakes' | 'inIam'>,
): Promise<Unrecorded> {
  // What the refresh before found gone was there.
  const missing = PARTS.filter(
    ({ type }) => halfReplaced.includes(type) || (!resources[type] && !outside.some((change) => change.type === type)),
  );
  if (missing.length === 0) return NOTHING;
  try {
    const [namesakes, inIam] = await Promise.all([asked.namesakes(), asked.inIam()]);
    return command === 'drift'
      ? missingParts(missing, namesakes, inIam, plan)
      : leftBehind(missing, namesakes, inIam, plan);
  } catch (error) {
    const why = (error as Error).message;
    const what = listOf(missing);
    const unseen = [
      `The state of ${plan.stack} does not have the ${what}. Whether IAM has it could not be looked at: ${why}`,
    ];
    return {
      ...NOTHING,
      changes: command === 'drift' ? missing.map((part) => missingChange(part, plan, false)) : [],
      unseen,
    };
  }
}

function missingParts(missing: readonly Part[], namesakes: Namesakes, inIam: RoleInIam, plan: Plan): Unrecorded {
  const told = missing.map((part) => {
    const owner = ownerOf(part, namesakes, inIam);
    return { change: missingChange(part, plan, owner !== undefined), note: noteOn(part, owner, plan) };
  });
  return { ...NOTHING, changes: told.map(({ change }) => change), notes: told.map(({ note }) => note) };
}

function missingChange({ type, noun }: Part, { component }: Plan, isInIam: boolean): Change {
  const operation = isInIam ? 'import' : 'create';
  const resource = partName(component.name, noun);
  return { type, resource, urn: '', operation, status: 'missing', properties: [] };
}

/** Whose the thing is that IAM has; `undefined` where it has none. */
function ownerOf(
  { noun }: Part,
  { role, policy }: Namesakes,
  { hasOwnPolicy }: RoleInIam,
): 'own' | 'foreign' | undefined {
  if (noun === 'attachment') return hasOwnPolicy ? 'own' : undefined;
  const namesake = noun === 'role' ? role : policy;
  if (!namesake) return undefined;
  return namesake.owner === 'this-stack' ? 'own' : 'foreign';
}

function noteOn({ noun }: Part, owner: 'own' | 'foreign' | undefined, { stack, component }: Plan): string {
  const what =
    noun === 'attachment' ? `attachment to the role ${component.args.name}` : `${noun} ${component.args.name}`;
  switch (owner) {
    case undefined:
      return `Neither the state of ${stack} nor IAM has the ${what}: up makes it.`;
    case 'own':
      return `The state of ${stack} does not have the ${what}, but IAM has it: up takes it over.`;
    case 'foreign':
      return `The state of ${stack} does not have the ${what}, and the one that IAM has was not made by this stack: up takes it over only with adopt: true.`;
  }
}

/** What is not the stack's own is nothing that it would have deleted. */
function leftBehind(missing: readonly Part[], namesakes: Namesakes, inIam: RoleInIam, plan: Plan): Unrecorded {
  const nouns = missing.map(({ noun }) => noun);
  const isOwn = (noun: 'role' | 'policy') => nouns.includes(noun) && namesakes[noun]?.owner === 'this-stack';
  const left = (['policy', 'role'] as const).filter(isOwn);
  if (left.length === 0) return NOTHING;
  const { name } = plan.component.args;
  const found = {
    role: isOwn('role') ? namesakes.role : undefined,
    policy: isOwn('policy') ? namesakes.policy : undefined,
    inIam,
  };
  const what = left.map((noun) => `the ${noun} ${name}`).join(' and ');
  return {
    ...NOTHING,
    failure: new RunFailure(
      'unrecorded',
      `The state of ${plan.stack} does not have ${what}, but IAM has it, with the tag of this stack.`,
      {
        hint: `It was not deleted. Run \`up\`, which takes it over, and then \`destroy\`. Or remove it: ${removal(found, roleNameOf(plan))}`,
      },
    ),
  };
}

function listOf(parts: readonly Part[]): string {
  return parts.map(({ noun }) => noun).join(', ');
}
