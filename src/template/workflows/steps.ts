import type { ActionCommand } from '../../iam/generate/action-permissions';
import { templateText } from '../files/template-text';
import type { Environment } from '../options/deployment';
import type { InputTexts } from '../options/input-options';
import { currentRelease } from '../release';

/** The token stays out of the folder: what a pull request brings along is in it. */
export const CHECKOUT = { uses: 'actions/checkout@v7.0.1', with: { 'persist-credentials': false } };

/** Exchanges GitHub's token for keys of the role: no keys are kept anywhere. */
export function assumeRole(roleArn: string, { region }: Environment) {
  return {
    id: 'credentials',
    uses: 'aws-actions/configure-aws-credentials@v6.0.0',
    with: { 'role-to-assume': roleArn, 'aws-region': region },
  };
}

/** A variable that nobody has set would be nothing in the middle of an ARN, and what AWS says of that helps nobody. */
export function accountSteps({ account }: Environment): object[] {
  const variable = /vars\.(\w+)/.exec(account)?.[1];
  if (variable === undefined) return [];
  return [
    {
      name: 'Look for the account',
      env: { ACCOUNT: account, VARIABLE: variable },
      run: templateText('account.sh', {}),
    },
  ];
}

/** What AWS refuses it does not explain. */
export const EXPLAIN_REFUSAL = {
  name: 'Say what lets the job in',
  if: "failure() && steps.credentials.outcome == 'failure'",
  run: "echo '::error title=No credentials::AWS lets this job assume no role. What must exist once is missing there, or is not of this repository and of these options: bootstrap/README.md has the commands.'",
};

/** The Action, as the step `access`. */
export function accessStep(command: ActionCommand, { inputs, usesPulumiCloud }: Environment, files: InputTexts) {
  return {
    id: 'access',
    uses: currentRelease().action,
    ...(usesPulumiCloud ? { env: { PULUMI_ACCESS_TOKEN: '${{ secrets.PULUMI_ACCESS_TOKEN }}' } } : {}),
    with: { command, ...inputs, ...files },
  };
}
