import { CreateRoleCommand, DeleteRoleCommand } from '@aws-sdk/client-iam';
import { setUpStage } from './stage';
import { deployedInIam, NOTHING } from '../../sandbox/demo/deployed';

const stage = setUpStage();

describe('a change that fails half-way', () => {
  it('names what AWS denied, keeps what was done, and goes on from there', async () => {
    stage.proxy.inject({
      action: 'CreateRole',
      refusal: {
        status: 403,
        code: 'AccessDenied',
        message:
          'User: arn:aws:iam::123456789012:user/ci is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::123456789012:role/churn-prod because no identity-based policy allows the iam:CreateRole action',
      },
    });
    const failed = await stage.actThroughProxy({ inputs: { command: 'up' } });

    expect(failed.exitCode).toBe(1);
    expect(failed.outputs).toMatchObject({
      'failure-reason': 'permission-denied',
      'has-changes': 'true',
      'role-arn': 'arn:aws:iam::123456789012:role/churn-prod',
    });
    expect(failed.log).toContain('AWS denied iam:CreateRole on arn:aws:iam::123456789012:role/churn-prod.');
    expect(failed.summary).toContain('permission denied');
    expect((await deployedInIam(stage.sandbox)).policyArn).toBeDefined();
    await stage.expectStateToMatchIam();

    const repeated = await stage.act({ inputs: { command: 'up' } });
    expect(repeated.exitCode).toBe(0);
    expect(JSON.parse(repeated.outputs['change-summary']!)).toEqual({ create: 2 });
    await stage.expectStateToMatchIam();
  });

  it('names a role that is there already and that the stack does not manage', async () => {
    const trust = JSON.stringify({ Version: '2012-10-17', Statement: [] });
    await stage.iam.send(new CreateRoleCommand({ RoleName: 'churn-prod', AssumeRolePolicyDocument: trust }));
    const failed = await stage.act({ inputs: { command: 'up' } });
    await stage.iam.send(new DeleteRoleCommand({ RoleName: 'churn-prod' }));

    expect(failed.exitCode).toBe(1);
    expect(failed.outputs['failure-reason']).toBe('name-taken');
    expect(failed.log).toContain('There is a role named churn-prod already');
  });
});

describe('what AWS refuses, as the bridge words it', () => {
  it.each([
    ['MalformedPolicyDocument', 400, 'Syntax errors in policy.', 'refused', /Syntax errors in policy\./],
    [
      'ServiceFailure',
      400,
      'Something else.',
      'engine-failure',
      /creating IAM Policy \(churn-prod\): .*Something else\./,
    ],
  ])('%s is told once, in a sentence, on its resource', async (code, status, message, reason, sentence) => {
    stage.proxy.inject({ action: 'CreatePolicy', refusal: { status, code, message } });
    const failed = await stage.actThroughProxy({
      inputs: { command: 'up' },
      environment: { SANDBOX_AWS_WAITS: '0.01' },
    });

    expect(failed.outputs['failure-reason']).toBe(reason);
    expect(failed.log).toMatch(sentence);
    expect(failed.log + failed.summary).not.toMatch(/provider2\.go|sdk\.helper_schema|error occurred|provider=aws@/);
    const changes = JSON.parse(failed.outputs.changes!) as { type: string; status: string; error?: string }[];
    const told = changes.filter(({ error }) => error !== undefined);
    expect(told).toMatchObject([{ type: 'aws:iam/policy:Policy', status: 'failed' }]);
    expect(told[0]!.error).toBe(`creating IAM Policy (churn-prod): ${code}: ${message}`);
  });

  it('names credentials that only the provider finds invalid', async () => {
    stage.proxy.inject({
      action: 'CreatePolicy',
      refusal: { status: 403, code: 'ExpiredToken', message: 'The security token included in the request is expired' },
    });
    const failed = await stage.actThroughProxy({ inputs: { command: 'up' } });
    expect(failed.outputs['failure-reason']).toBe('credentials');
    expect(failed.log).toContain('aws-actions/configure-aws-credentials');
  });
});

describe('credentials', () => {
  it('that AWS does not know are refused before anything runs', async () => {
    const credentials = { accessKeyId: 'AKIAUNKNOWN', secretAccessKey: 'unknown' };
    const failed = await stage.act({ inputs: { command: 'up' }, credentials });

    expect(failed.exitCode).toBe(1);
    expect(failed.outputs['failure-reason']).toBe('credentials');
    expect(failed.log).toContain('aws-actions/configure-aws-credentials');
    expect(await deployedInIam(stage.sandbox)).toEqual(NOTHING);
  });

  it('of another account than the one that is asked for are refused before anything runs', async () => {
    const failed = await stage.act({ inputs: { command: 'up', 'account-id': '999999999999' } });

    expect(failed.exitCode).toBe(1);
    expect(failed.outputs['failure-reason']).toBe('credentials');
    expect(failed.log).toContain('The credentials are of the account 123456789012, not of 999999999999.');
    expect(await deployedInIam(stage.sandbox)).toEqual(NOTHING);
  });
});
