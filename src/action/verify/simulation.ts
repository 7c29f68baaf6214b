import { setTimeout as sleep } from 'node:timers/promises';
import { type Asking, bounded, type Done } from './asking';
import { deniedByOrganisation } from './organisation';
import { parseDocumentText } from '../../iam/policy/document-text';
import { simulatorCalls } from '../../iam/verify/simulator-calls';
import { type SimulatorQuestion, simulatorQuestions } from '../../iam/verify/simulator-questions';
import { simulatorVerdict } from '../../iam/verify/simulator-verdict';
import type { RoleReport, SimulationReport } from '../../report/model';
import { counted } from '../../report/words/count';
import { simulatePolicies, simulateRole, type Simulation } from '../../stack/verify/simulator';

/** The matrix as AWS's simulator sees it: before `up` its documents, and then the role with all that is on it. */
export async function simulated(
  access: RoleReport,
  { isApplied }: Done,
  asking: Asking,
): Promise<SimulationReport | undefined> {
  const { policy, foreignPolicies, boundary, assessment } = access;
  if (policy.after === undefined) return undefined;
  const { matrix } = assessment!;
  const policies = [policy.after, ...foreignPolicies.flatMap(({ document }) => document ?? [])];
  const bound = matrix.boundary === 'counted' ? boundary?.after?.document : undefined;
  const { questions, left } = simulatorQuestions(matrix, access.target, {
    policies: policies.map(parseDocumentText),
    ...(bound !== undefined && { boundary: parseDocumentText(bound) }),
  });
  const isBounded = bound !== undefined;
  const { answers, notes } = isApplied
    ? await settled(questions, isBounded, asking)
    : await simulatePolicies({ policies, boundary: bound }, simulatorCalls(questions), bounded(asking.aws));
  const verdict = simulatorVerdict(questions, answers, { isBounded });
  return {
    of: isApplied ? 'role' : 'documents',
    ...verdict,
    notes: [
      ...notes,
      ...Object.entries(left).map(([reason, count]) => `Not asked: ${counted(count, 'request')} ${reason}.`),
      ...(verdict.incomparable > 0
        ? [
            `Not compared: ${counted(verdict.incomparable, 'request')} that AWS answered by values of its own for condition keys, or by a permissions boundary that was not looked at.`,
          ]
        : []),
    ],
  };
}

/** Asks about the role until IAM has heard of all that `up` did; then what the organisation says to what the role may do. */
async function settled(
  questions: readonly SimulatorQuestion[],
  isBounded: boolean,
  { plan: { roleArn: arn }, aws, pauses }: Asking,
): Promise<Simulation> {
  const settings = bounded(aws);
  const ask = (about: readonly SimulatorQuestion[]) =>
    simulateRole({ arn, withOrganisation: false }, simulatorCalls(about), settings);
  let latest = await ask(questions);
  let answers = latest.answers;
  for (const pause of pauses) {
    const isOpen = (question: SimulatorQuestion) =>
      simulatorVerdict([question], answers, { isBounded }).disagreements.length > 0;
    const open = latest.isUnknownRole ? questions : questions.filter(isOpen);
    if (open.length === 0 || !(await waited(pause, settings.signal))) break;
    latest = await ask(open);
    answers = [...answers, ...latest.answers];
  }
  const denied = await deniedByOrganisation(arn, questions, answers, settings);
  return { answers, isUnknownRole: latest.isUnknownRole, notes: [...latest.notes, ...denied] };
}

/** @returns whether there is still time */
async function waited(pause: number, signal: AbortSignal | undefined): Promise<boolean> {
  return sleep(pause, true, { signal }).catch(() => false);
}
