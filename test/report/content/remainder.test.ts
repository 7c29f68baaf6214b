import type { PermissionDifference, UnchangedPermission } from '../../../src/iam/compare/difference';
import { remainderOf } from '../../../src/report/content/remainder';

test.each([
  ['arn:aws:s3:::models/*', 'arn:aws:s3:::models/churn/*', true],
  ['arn:aws:s3:::models/*', 'arn:AWS:S3:::models/churn', true],
  ['arn:aws:s3:::models/*', 'arn:aws:s3:::models/*', false],
  ['arn:aws:s3:::models/churn-?', 'arn:aws:s3:::models/churn-*', false],
  ['arn:aws:s3:::models/churn-?', 'arn:aws:s3:::models/churn-1', true],
])('of what is lost on %s, what is still allowed on %s is a remainder: %s', (resource, left, isRemainder) => {
  const actions = ['s3:GetObject'];
  const [action] = actions;
  const differences = [{ action, actions, exceptActions: [], resource } as unknown as PermissionDifference];
  const unchanged = { action, actions, resource: left } as unknown as UnchangedPermission;
  expect(remainderOf(differences, [unchanged])).toEqual(isRemainder ? [unchanged] : []);
});
