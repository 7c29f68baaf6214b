import type { PermissionComparison } from '../../../src/iam/compare/difference';
import { mayAllowMore } from '../../../src/iam/compare/may-allow-more';
import { comparePermissions } from '../../../src/iam/compare/permissions';

const allow = (Action: string, Condition?: object) => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action, Resource: 'arn:aws:s3:::my-models/*', Condition },
});
const from = (address: string) => ({ IpAddress: { 'aws:SourceIp': address } });

it.each([
  ['what is gained', comparePermissions(undefined, allow('s3:GetObject')), true],
  ['what is lost', comparePermissions(allow('s3:GetObject'), undefined), false],
  ['what is the same', comparePermissions(allow('s3:GetObject'), allow('s3:getobject')), false],
  [
    'what is undecided',
    comparePermissions(allow('s3:GetObject', from('10.0.0.0/8')), allow('s3:GetObject', from('11.0.0.0/8'))),
    true,
  ],
  ['what is malformed after', comparePermissions(allow('s3:GetObject'), 'text'), true],
  ['what was malformed before', comparePermissions('text', undefined), false],
  ['what could not be compared', incomplete(), true],
])('of %s', (_, comparison, expected) => {
  expect(mayAllowMore(comparison)).toBe(expected);
});

function incomplete(): PermissionComparison {
  return { ...comparePermissions(undefined, undefined), incomplete: 'There was more than could be compared.' };
}
