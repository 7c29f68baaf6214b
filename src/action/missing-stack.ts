import type { Plan } from './plan';
import { RunFailure } from '../failure';
import type { Command } from '../report/model';
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
  command: Command,
  plan: Plan,
  namesakes: () => Promise<Namesakes>,
): Promise<MissingStack> {
  const missing = `${displayedBackend(plan.settings.backend)} has no stack ${plan.stack}`;
  const { present, unseen } = await presentIn(namesakes, plan);
  switch (command) {
    case 'drift':
      return { notes: [], unseen, failure: failureOf(`Nothing was compared: ${missing}.`, present, plan) };
    case 'destroy': {
      const isSomethingThere = present.length > 0 || unseen.length > 0;
      const notes = [`${missing}, and IAM has neither the role nor the policy.`];
      return isSomethingThere
        ? { notes: [], unseen, failure: failureOf(`Nothing was deleted: ${missing}.`, present, plan) }
        : { notes, unseen };
    }
    default:
      return present.length === 0
        ? { notes: [], unseen }
        : { notes: [`${missing}, but IAM has ${words(present)}: their names are taken. ${waysOut(plan)}`], unseen };
  }
}

async function presentIn(namesakes: () => Promise<Namesakes>, { settings, policyArn }: Plan) {
  try {
    const { role, policy } = await namesakes();
    const present = [
      ...(role ? [`the role ${settings.component.name}`] : []),
      ...(policy ? [`the policy ${policyArn}`] : []),
    ];
    return { present, unseen: [] };
  } catch (error) {
    const unseen = `Whether IAM has the role and the policy could not be looked at: ${(error as Error).message}`;
    return { present: [], unseen: [unseen] };
  }
}

function failureOf(message: string, present: readonly string[], plan: Plan): RunFailure {
  const found = present.length > 0 ? `IAM has ${words(present)}. ` : '';
  return new RunFailure('stack-missing', message, { hint: found + waysOut(plan) });
}

function waysOut({ policyArn, settings: { component } }: Plan): string {
  return [
    'Check stack-name, backend-url with its key prefix, and region: the stack may be elsewhere.',
    'If it was never there, up makes it; what was made by hand can be taken over with pulumi import,',
    `or removed: aws iam delete-role --role-name ${component.name}; aws iam delete-policy --policy-arn ${policyArn}`,
  ].join(' ');
}

function words(present: readonly string[]): string {
  return present.join(' and ');
}
