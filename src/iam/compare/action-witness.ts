import { codeUnits, textOf } from '../glob';
import type { Axis, AxisClass } from './axis';
import type { ComparedStatement } from './statement';

/** Actions that a reader recognises, as examples of what a pattern such as `s3:*` names. */
const FAMILIAR_ACTIONS = [
  ...['sagemaker:InvokeEndpoint', 'sagemaker:CreateEndpoint', 'sagemaker:UpdateEndpoint', 'sagemaker:DeleteEndpoint'],
  ...['sagemaker:DescribeEndpoint', 'sagemaker:CreateEndpointConfig', 'sagemaker:CreateModel', 's3:GetObject'],
  ...['s3:PutObject', 's3:DeleteObject', 's3:ListBucket', 's3:GetBucketPolicy', 's3:PutBucketPolicy', 'iam:PassRole'],
  ...['iam:CreateRole', 'sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
];

/** Gives an action of a class as an example. */
export type ActionWitness = (actions: Pick<AxisClass<unknown>, 'name' | 'letters'>) => string;

/** Prefers the names of actions as the statements write them, then familiar ones, then a shortest text. */
export function actionWitnesses(
  axis: Pick<Axis<unknown>, 'classOf'>,
  statements: readonly ComparedStatement[],
): ActionWitness {
  const written = statements.flatMap(({ actions }) => actions.entries.filter((entry) => !/[*?]/.test(entry)));
  const witnesses = new Map<string | undefined, string>();
  for (const name of [...written, ...FAMILIAR_ACTIONS]) {
    const className = axis.classOf(codeUnits(name.toLowerCase()));
    if (!witnesses.has(className)) witnesses.set(className, name);
  }
  return ({ name, letters }) => witnesses.get(name) ?? textOf(letters);
}
