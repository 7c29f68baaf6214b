import { inputReader } from './fake-ports';
import { missingStack } from '../../src/action/missing-stack';
import { planOf } from '../../src/action/plan';
import { readRequest } from '../../src/request/read-request';

const PLAN = planOf(readRequest({ input: inputReader({}), environment: {} }).request!, '123456789012');
const MISSING = `s3://pulumi-state has no stack ${PLAN.stack}`;
const both = async () => ({ role: true, policy: true });
const neither = async () => ({ role: false, policy: false });
const denied = () => Promise.reject(new Error('not authorized to perform: iam:GetRole'));

describe('drift', () => {
  it.each([
    [
      'whatever is there',
      both,
      /^IAM has the role churn-prod and the policy arn:.*:policy\/churn-prod\. Check stack-name/,
    ],
    ['where nothing is', neither, /^Check stack-name, backend-url with its key prefix, and region/],
  ])('fails %s', async (_, namesakes, hint) => {
    const { failure, unseen } = await missingStack('drift', PLAN, namesakes);
    expect(failure).toMatchObject({ reason: 'stack-missing', message: `Nothing was compared: ${MISSING}.` });
    expect(failure!.hint).toMatch(hint);
    expect(unseen).toEqual([]);
  });
});

describe('destroy', () => {
  it('fails where something of that name is left', async () => {
    const { failure } = await missingStack('destroy', PLAN, async () => ({ role: false, policy: true }));
    expect(failure).toMatchObject({ reason: 'stack-missing', message: `Nothing was deleted: ${MISSING}.` });
    expect(failure!.hint).toContain('IAM has the policy arn:aws:iam::123456789012:policy/churn-prod.');
  });

  it('has nothing to do where nothing is', async () => {
    const { failure, notes } = await missingStack('destroy', PLAN, neither);
    expect(failure).toBeUndefined();
    expect(notes).toEqual([`${MISSING}, and IAM has neither the role nor the policy.`]);
  });

  it('does not claim that nothing is there if it could not look', async () => {
    const { failure, unseen } = await missingStack('destroy', PLAN, denied);
    expect(failure).toMatchObject({ reason: 'stack-missing' });
    expect(unseen).toEqual([expect.stringContaining('not authorized to perform: iam:GetRole')]);
  });
});

describe('preview', () => {
  it('says that the names are taken', async () => {
    const { failure, notes } = await missingStack('preview', PLAN, both);
    expect(failure).toBeUndefined();
    expect(notes).toEqual([expect.stringContaining('their names are taken. Check stack-name')]);
  });

  it('has nothing to say of a stack that is yet to be made', async () => {
    expect(await missingStack('preview', PLAN, neither)).toEqual({ notes: [], unseen: [] });
  });
});
