import {
  type ContextEntry as SdkContextEntry,
  type EvaluationResult,
  IAMClient,
  paginateSimulateCustomPolicy,
  paginateSimulatePrincipalPolicy,
  type SimulatePolicyResponse,
} from '@aws-sdk/client-iam';
import { type Asking, whyNoAnswer } from './no-answer';
import type { SimulatorCall } from '../../iam/verify/simulator-calls';
import type { SimulatorAnswer } from '../../iam/verify/simulator-verdict';
import { type AwsSettings, clientConfig } from '../aws';
import { isAbsent } from '../role-in-iam';

/** What AWS's policy simulator said, as far as it said anything. */
export interface Simulation {
  readonly answers: readonly SimulatorAnswer[];
  /** What it did not say, and why, in a sentence or two each. Plain text. */
  readonly notes: readonly string[];
  /** Whether IAM does not know the role, or not yet. */
  readonly isUnknownRole: boolean;
}

/** Documents as JSON, of a role that need not exist. */
interface SimulatedPolicies {
  readonly policies: readonly string[];
  readonly boundary?: string;
}

interface SimulatedRole {
  /** Not that of a session. */
  readonly arn: string;
  /** Whether the policies of the organisation count as well. */
  readonly withOrganisation: boolean;
}

type Simulate = (call: SimulatorCall, client: IAMClient) => AsyncIterable<SimulatePolicyResponse>;

/**
 * Asks what documents allow. It never throws: why there is no answer is in the notes.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html
 */
export function simulatePolicies(
  { policies, boundary }: SimulatedPolicies,
  calls: readonly SimulatorCall[],
  settings: AwsSettings,
): Promise<Simulation> {
  const documents = {
    PolicyInputList: [...policies],
    ...(boundary !== undefined && { PermissionsBoundaryPolicyInputList: [boundary] }),
  };
  return simulate(calls, settings, {
    call: 'SimulateCustomPolicy',
    on: '*',
    ask: (call, client) => paginateSimulateCustomPolicy({ client, pageSize: PAGE }, { ...documents, ...inputOf(call) }),
  });
}

/**
 * Asks what a role may do, with all policies that are on it by now. It never throws: why there is no answer is in the notes.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
export function simulateRole(
  { arn, withOrganisation }: SimulatedRole,
  calls: readonly SimulatorCall[],
  settings: AwsSettings,
): Promise<Simulation> {
  const role = {
    PolicySourceArn: arn,
    ...(!withOrganisation && { PolicyExclusionList: [{ PolicyType: 'scp' as const }] }),
  };
  return simulate(calls, settings, {
    call: 'SimulatePrincipalPolicy',
    on: arn,
    ask: (call, client) => paginateSimulatePrincipalPolicy({ client, pageSize: PAGE }, { ...role, ...inputOf(call) }),
  });
}

const PAGE = 1000;
/** IAM throttles whoever asks much at once. */
const AT_ONCE = 3;

function inputOf({ actions, resources, context }: SimulatorCall) {
  return {
    ActionNames: [...actions],
    ResourceArns: [...resources],
    ...(context.length > 0 && {
      ContextEntries: context.map(({ key, values, type }): SdkContextEntry => ({
        ContextKeyName: key,
        ContextKeyValues: [...values],
        ContextKeyType: type,
      })),
    }),
  };
}

/** Of single actions, before anything is answered. */
const MAX_REFUSALS = 5;

interface Simulator {
  readonly call: string;
  readonly on: string;
  readonly ask: Simulate;
}

/** Whatever is wrong with one question is wrong with it alone; whatever else is wrong would be so with the next one too. */
async function simulate(
  calls: readonly SimulatorCall[],
  settings: AwsSettings,
  { call: name, on, ask }: Simulator,
): Promise<Simulation> {
  const client = new IAMClient(clientConfig(settings));
  const asking: Asking = { call: name, permission: `iam:${name}`, on, signal: settings.signal };
  const answers: SimulatorAnswer[] = [];
  const notes = new Set<string>();
  let isUnknownRole = false;
  const left = [...calls];
  const next = async () => {
    for (let call = left.shift(); call; call = left.shift()) {
      try {
        for await (const { EvaluationResults = [] } of ask(call, client)) {
          answers.push(...EvaluationResults.flatMap((result) => answersOf(result, call!)));
        }
      } catch (error) {
        const { actions, resources, context } = call;
        if (!isRefusal(error as Error)) {
          left.length = 0;
          isUnknownRole ||= isAbsent(error);
          notes.add(whyNoAnswer(error as Error, asking));
        } else if (actions.length > 1) {
          left.push(...actions.map((action) => ({ actions: [action], resources, context })));
        } else {
          notes.add(`AWS's simulator does not take ${actions[0]}: ${(error as Error).message}`);
          // Then it is the documents or the role that it does not take, and not the action.
          if (answers.length === 0 && notes.size >= MAX_REFUSALS) left.length = 0;
        }
      }
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, next));
    return { answers, notes: [...notes], isUnknownRole };
  } finally {
    client.destroy();
  }
}

/** Such as an action that the simulator does not know. */
function isRefusal({ name }: Error): boolean {
  return /^InvalidInput|^PolicyEvaluation|^ValidationError/.test(name);
}

/**
 * What stands above the answers for the resources is about all of them together, and names a form of an ARN in place of one: it
 * is the answer only where there is no resource.
 */
function answersOf(result: EvaluationResult, { resources, context }: SimulatorCall): SimulatorAnswer[] {
  const { EvalActionName: action = '', ResourceSpecificResults: specific = [] } = result;
  if (specific.length === 0) {
    if (resources.length !== 1) return [];
    return [answerOf(result.EvalDecision, result, { action, resource: resources[0]!, context })];
  }
  return specific.map((each) =>
    answerOf(
      each.EvalResourceDecision,
      { PermissionsBoundaryDecisionDetail: result.PermissionsBoundaryDecisionDetail, ...each },
      { action, resource: each.EvalResourceName ?? '', context },
    ),
  );
}

function answerOf(
  decision: string | undefined,
  {
    MissingContextValues = [],
    PermissionsBoundaryDecisionDetail: boundary,
  }: Pick<EvaluationResult, 'MissingContextValues' | 'PermissionsBoundaryDecisionDetail'>,
  asked: Pick<SimulatorAnswer, 'action' | 'resource' | 'context'>,
): SimulatorAnswer {
  return {
    ...asked,
    isAllowed: decision === 'allowed',
    missingKeys: MissingContextValues.map((key) => key.toLowerCase()),
    isBeyondBoundary: boundary?.AllowedByPermissionsBoundary === false,
  };
}
