import type { Need } from '../../iam/verify/deploy-needs';
import { unmetNeeds } from '../../iam/verify/deploy-needs';
import { simulatorCalls } from '../../iam/verify/simulator-calls';
import type { SimulatorAnswer } from '../../iam/verify/simulator-verdict';
import { counted } from '../../report/words/count';
import type { AwsSettings } from '../../stack/aws';
import { simulateRole } from '../../stack/verify/simulator';

/**
 * What is allowed but by the organisation, as a note: the simulator has been wrong about that where conditions are involved, and
 * it looks at no resource control policies.
 */
export async function deniedByOrganisation(
  arn: string,
  asked: readonly Need[],
  answers: readonly SimulatorAnswer[],
  settings: AwsSettings,
): Promise<string[]> {
  const denied = unmetNeeds(asked, answers);
  const allowed = asked.filter((each) => !denied.missing.includes(each) && !denied.open.includes(each));
  if (allowed.length === 0) return [];
  const within = await simulateRole({ arn, withOrganisation: true }, simulatorCalls(allowed), settings);
  const { missing } = unmetNeeds(allowed, within.answers);
  const [first] = missing;
  return [
    ...within.notes,
    ...(first
      ? [
          `By AWS's simulator, the organisation denies ${counted(missing.length, 'request')} that the policies allow, such as ${first.action}. It has been wrong about that where conditions are involved, so this is no finding.`,
        ]
      : []),
  ];
}
