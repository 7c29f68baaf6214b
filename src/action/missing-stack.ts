import { removal, roleNameOf } from './adoption';
import type { Asked } from './ask-aws';
import type { Plan } from './plan';
import { RunFailure } from '../failure';
import { displayedBackend } from '../stack/backend';
import type { Namesakes } from '../stack/role-in-iam';

/** What is said besides where the backend has no such stack. Sentences in plain text. */
interface MissingStack {
  readonly notes: readonly string[];
  /** What could not be looked at. */
  readonly unseen: readonly string[];
  /** Why the step fails: what it was to look at or to delete was not found. */
  readonly failure?: RunFailure;
}

/**
 * That the backend has no such stack may as well mean that it is the wrong backend, or a name that is mistyped. So it is never
 * told as if all were well: what has the names of the role and the policy in IAM is named, with the ways out.
 */
export async function missingStack(
  command: 'drift' | 'destroy',
  plan: Plan,
  asked: Pick<Asked, 'namesakes' | 'inIam'>,
): Promise<MissingStack> {
  const missing = `${displayedBackend(plan.settings.backend)} has no stack ${plan.stack}`;
  const { present, ways, unseen } = await presentIn(asked, plan);
  const failure = (what: string) =>
    new RunFailure('stack-missing', `${what}: ${missing}.`, { hint: [...present, ways].join(' ') });
  if (command === 'drift') return { notes: [], unseen, failure: failure('Nothing was compared') };
  return present.length > 0 || unseen.length > 0
    ? { notes: [], unseen, failure: failure('Nothing was deleted') }
    : { notes: [`${missing}, and IAM has neither the role nor the policy.`], unseen };
}

async function presentIn(
  asked: Pick<Asked, 'namesakes' | 'inIam'>,
  plan: Plan,
): Promise<{ readonly present: readonly string[]; readonly ways: string; readonly unseen: readonly string[] }> {
  try {
    const [namesakes, inIam] = await Promise.all([asked.namesakes(), asked.inIam()]);
    return {
      present: presentWords(namesakes, plan),
      ways: waysOut(namesakes, removal({ ...namesakes, inIam }, roleNameOf(plan))),
      unseen: [],
    };
  } catch (error) {
    const unseen = `Whether IAM has the role and the policy could not be looked at: ${(error as Error).message}`;
    return { present: [], ways: `${CHECK} If it was never there, up makes it.`, unseen: [unseen] };
  }
}

function presentWords({ role, policy }: Namesakes, { component, policyArn }: Plan): string[] {
  const found = [
    ...(role ? [{ what: `the role ${component.args.name}`, ...role }] : []),
    ...(policy ? [{ what: `the policy ${policyArn}`, ...policy }] : []),
  ].map(({ what, owner }) => `${what}${owner === 'this-stack' ? ' (with the tag of this stack)' : ''}`);
  return found.length > 0 ? [`IAM has ${found.join(' and ')}.`] : [];
}

const CHECK = 'Check stack-name, backend-url with its key prefix, and region: the stack may be elsewhere.';

function waysOut({ role, policy }: Namesakes, commands: string): string {
  const present = [role, policy].filter((each) => each !== undefined);
  if (present.length === 0) return `${CHECK} If it was never there, up makes it.`;
  const takeOver = present.every(({ owner }) => owner === 'this-stack')
    ? 'If its state was lost, up takes over what IAM has, and destroy then deletes it.'
    : 'If it was never there, or its state was lost, up takes over what IAM has with adopt: true, and destroy then deletes it.';
  return `${CHECK} ${takeOver} To remove it without: ${commands}`;
}
