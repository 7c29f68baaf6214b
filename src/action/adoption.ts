import type { Plan } from './plan';
import { RunFailure } from '../failure';
import { shellOption } from '../shared/shell';
import type { Adoption } from '../stack/adoption';
import type { Change } from '../stack/change';
import { foreignObstacle } from '../stack/obstacles';
import type { Namesake, Namesakes, RoleInIam, RoleName } from '../stack/role-in-iam';

/** What IAM has by the names of what a run would make. */
export interface InTheWay extends Namesakes {
  /** What is on the role of that name. */
  readonly inIam: Pick<RoleInIam, 'hasOwnPolicy' | 'foreignPolicies'>;
}

/** What to do about it. */
export interface Verdict {
  readonly adoption?: Adoption;
  /** Why nothing is taken over, and nothing made. */
  readonly failure?: RunFailure;
  /** What is taken over and why, in a sentence each. Plain text. */
  readonly notes: readonly string[];
}

const POLICY = 'aws:iam/policy:Policy';
const ROLE = 'aws:iam/role:Role';
const ATTACHMENT = 'aws:iam/rolePolicyAttachment:RolePolicyAttachment';

/** Whether a run makes, or would make, something whose name could be taken. */
export function makesAnything(changes: readonly Change[]): boolean {
  return [POLICY, ROLE, ATTACHMENT].some((type) => isMade(changes, type));
}

/** What is replaced under its name goes before it is made anew. */
function isMade(changes: readonly Change[], type: string): boolean {
  return changes.some(
    (change) =>
      change.type === type &&
      change.status !== 'done' &&
      (change.operation === 'create' ||
        (change.operation === 'replace' && change.properties.some(({ path }) => path === 'name'))),
  );
}

/**
 * What the stack has made itself is taken over where the state does not have it: a run was interrupted, or the state was lost.
 * What somebody else has made is taken over only where the workflow says so.
 *
 * @param changes what would be made
 * @param adopt whether the workflow says so
 */
export function verdictOn(changes: readonly Change[], found: InTheWay, adopt: boolean, plan: Plan): Verdict {
  const { path, name } = plan.component.args;
  const role = isMade(changes, ROLE) ? found.role : undefined;
  const policy = isMade(changes, POLICY) ? found.policy : undefined;
  const taken = [
    ...(policy ? [{ what: `policy ${name}`, ...policy }] : []),
    ...(role ? [{ what: `role ${name}`, ...role }] : []),
  ];
  const misplaced = taken.find((each) => each.path !== path);
  if (misplaced) {
    return {
      failure: misplacedFailure(misplaced, removal({ role, policy, inIam: found.inIam }, roleNameOf(plan)), plan),
      notes: [],
    };
  }
  const foreign = taken.find(({ owner }) => owner !== 'this-stack');
  if (foreign && !adopt) {
    return {
      failure: takenFailure(foreign, removal({ role, policy, inIam: found.inIam }, roleNameOf(plan))),
      notes: [],
    };
  }

  // What is attached to what, is known of a role and a policy that are there.
  const isAttached = isMade(changes, ATTACHMENT) && found.inIam.hasOwnPolicy && found.role && found.policy;
  const adoption: Adoption = {
    ...(policy && { policy: plan.policyArn }),
    ...(role && { role: name }),
    ...(isAttached && { attachment: `${name}/${plan.policyArn}` }),
  };
  if (Object.keys(adoption).length === 0) return { notes: [] };
  return { adoption, notes: taken.map((each) => adoptionNote(each, plan)) };
}

interface Taken extends Namesake {
  /** Such as `role churn-prod`. */
  readonly what: string;
}

function adoptionNote({ what, owner }: Taken, { stack }: Plan): string {
  switch (owner) {
    case 'this-stack':
      return `The state of ${stack} does not have the ${what}, but IAM has it, with the tag of this stack: a run was interrupted, or the state was lost. It is taken over as it is, and then changed to what is asked for.`;
    case 'other-stack':
      return `The tag of the ${what} says that another stack has made it. It is taken over because adopt is true: take it out of the other stack, or both will change it.`;
    case 'others':
      return `The ${what} was made by others than this stack. It is taken over because adopt is true: from then on the stack manages it, and destroy deletes it.`;
  }
}

/** @param commands remove it */
function takenFailure({ what, owner }: Taken, commands: string): RunFailure {
  const whose =
    owner === 'other-stack' ? 'which another stack has made, as its tag says' : 'which this stack did not make';
  return new RunFailure('name-taken', `There is a ${namedWords(what)} already, ${whose}.`, {
    hint: `${ELSEWHERE} To take it over, set \`adopt: true\`: the report then shows what it allows so far. Or choose another \`name\`, or remove it: ${commands}`,
  });
}

/** A role can't be moved to another path. */
function misplacedFailure({ what, path, owner }: Taken, commands: string, plan: Plan): RunFailure {
  const adopt = owner === 'this-stack' ? '' : ' and `adopt: true`';
  return new RunFailure(
    'name-taken',
    `There is a ${namedWords(what)} already, at the path ${path} and not at ${plan.component.args.path}.`,
    {
      hint: `IAM does not move it. To take it over where it is, set \`role-path: ${path}\`${adopt}. Or choose another \`name\`, or remove it: ${commands}`,
    },
  );
}

const ELSEWHERE = 'If the stack has made it, check stack-name and backend-url: its state may be elsewhere.';

/** `role churn` becomes `role named churn`. */
function namedWords(what: string): string {
  return what.replace(' ', ' named ');
}

export function roleNameOf({ component, policyArn }: Plan): RoleName {
  return { roleName: component.args.name, policyArn };
}

/**
 * Commands of the AWS CLI, for a shell of POSIX, in the order in which IAM takes them. A role's name holds nothing that a shell
 * would act upon; the path of a policy may. Who else has the policy is not for them to change.
 */
export function removal({ role, policy, inIam }: InTheWay, { roleName, policyArn }: RoleName): string {
  const detach = `aws iam detach-role-policy --role-name ${roleName} ${shellOption('policy-arn', policyArn)}`;
  return [
    ...(role ? inIam.foreignPolicies.map((each) => foreignObstacle({ roleName, policyArn }, each).command) : []),
    ...(role && inIam.hasOwnPolicy ? [detach] : []),
    ...(role ? [leaveProfiles(roleName), `aws iam delete-role --role-name ${roleName}`] : []),
    ...(policy ? [deleteVersions(policyArn), `aws iam delete-policy ${shellOption('policy-arn', policyArn)}`] : []),
  ].join('; ');
}

/** IAM deletes no role that an instance profile has. */
function leaveProfiles(roleName: string): string {
  const profiles = `aws iam list-instance-profiles-for-role --role-name ${roleName} --query 'InstanceProfiles[].InstanceProfileName' --output text`;
  return `for profile in $(${profiles}); do aws iam remove-role-from-instance-profile --role-name ${roleName} --instance-profile-name "$profile"; done`;
}

/** IAM deletes no policy that has other versions than the default one. */
function deleteVersions(policyArn: string): string {
  const versions = `aws iam list-policy-versions ${shellOption('policy-arn', policyArn)} --query 'Versions[?!IsDefaultVersion].VersionId' --output text`;
  return `for version in $(${versions}); do aws iam delete-policy-version ${shellOption('policy-arn', policyArn)} --version-id "$version"; done`;
}

/** Of a name that is taken, but not by anything that can be found by it: ARNs of policies hold their path. */
export function takenElsewhere(failure: RunFailure, { component }: Plan): RunFailure {
  const { name, path } = component.args;
  return new RunFailure('name-taken', failure.message, {
    hint: `It is not at the path ${path}. To see where it is: aws iam list-policies --scope Local --query "Policies[?PolicyName=='${name}'].Arn". Set \`role-path\` to its path, choose another \`name\`, or remove it.`,
    details: failure.details,
  });
}
