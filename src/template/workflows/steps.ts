import type { ActionCommand } from '../../iam/generate/action-permissions';
import type { Environment } from '../options/deployment';
import type { InputTexts } from '../options/input-options';
import { currentRelease } from '../release';

/** The token stays out of the folder: what a pull request brings along is in it. */
export const CHECKOUT = { uses: 'actions/checkout@v7.0.1', with: { 'persist-credentials': false } };

/** Exchanges GitHub's token for keys of the role: no keys are kept anywhere. */
export function assumeRole(roleArn: string, { region }: Environment) {
  return {
    uses: 'aws-actions/configure-aws-credentials@v6.0.0',
    with: { 'role-to-assume': roleArn, 'aws-region': region },
  };
}

/** The Action, as the step `access`. */
export function accessStep(command: ActionCommand, { inputs, usesPulumiCloud }: Environment, files: InputTexts) {
  return {
    id: 'access',
    uses: currentRelease().action,
    ...(usesPulumiCloud ? { env: { PULUMI_ACCESS_TOKEN: '${{ secrets.PULUMI_ACCESS_TOKEN }}' } } : {}),
    with: { command, ...inputs, ...files },
  };
}
