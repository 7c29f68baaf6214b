import type { Inputs } from './inputs';
import type { KnownTarget } from './target';
import { formatArn, parseArn } from '../aws/arn';
import { invalid, type Parsed, valid } from '../shared/parsed';

/** What AWS is to be asked about the access itself, and what its answer counts for. */
export function readVerify(inputs: Inputs, { account }: KnownTarget) {
  const { verify, 'approval-accepts-proof': approvalAcceptsProof } = inputs.values;
  const deployRoleArn = inputs.takeText('deploy-role-arn', (text) => parseRole(text, account));
  if (verify.includes('access-tests') && inputs.values['access-tests'] === '') {
    inputs.refuse('access-tests', ['a file of tests, because ', { input: 'verify' }, ' has access-tests']);
  }
  if (verify.includes('deploy-role') && inputs.values['deploy-role-arn'] === '') {
    inputs.refuse('deploy-role-arn', [
      'the ARN of the role that will run `up`, which ',
      { input: 'verify' },
      ' (deploy-role) asks AWS about',
    ]);
  }
  if (approvalAcceptsProof) checkProof(inputs);
  return { verify, deployRoleArn, approvalAcceptsProof };
}

/** What is never asked for, or never enough, would seem to be in force. */
function checkProof(inputs: Inputs): void {
  const { verify, 'require-approval': requireApproval } = inputs.values;
  if (!verify.includes('no-new-access')) {
    inputs.refuse('approval-accepts-proof', [
      'false unless ',
      { input: 'verify' },
      ' has no-new-access, which proves it',
    ]);
  } else if (requireApproval === 'any-change') {
    inputs.refuse('approval-accepts-proof', [
      'false with ',
      { input: 'require-approval' },
      ': any-change, which needs an approval of what gives no new access as well',
    ]);
  }
}

/** The simulator takes no session of a role, and no role of another account. */
function parseRole(text: string, account: string | undefined): Parsed<string> {
  const arn = parseArn(text);
  if (!arn.ok) return arn;
  const { service, resource } = arn.value;
  if (service !== 'iam' || !/^role\/(.*\/)?[\w+=,.@-]{1,64}$/.test(resource)) {
    return invalid('the ARN of a role, arn:PARTITION:iam::ACCOUNT:role/NAME');
  }
  if (account !== undefined && arn.value.account !== account) return invalid(`a role of the account ${account}`);
  return valid(formatArn(arn.value));
}
