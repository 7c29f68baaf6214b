import { actionGlob } from '../../../src/iam/glob/action-pattern';
import { matchesGlob } from '../../../src/iam/glob/glob';

test.each<[entry: string, action: string, matches: boolean]>([
  ['*', 's3:getobject', true],
  ['s3:GetObject', 's3:getobject', true],
  ['S3:get*', 's3:getobject', true],
  ['s3:Get?bject', 's3:getobject', true],
  ['s3:Get', 's3:getobject', false],
  ['s3:${aws:username}', 's3:alice', false],
  ['s3:${aws:UserName}', 's3:${aws:username}', true],
])('%s and %s: %s', (entry, action, matches) => {
  expect(matchesGlob(actionGlob(entry), action)).toBe(matches);
});
