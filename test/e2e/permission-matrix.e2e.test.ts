import { NOT_JUDGED } from './permission-calls';
import { testMatrices } from './permission-matrix';
import { EXECUTION_ROLE, ROLES } from './permission-roles';
import { actionOf } from './permission-sequences';
import { parseExtraStatements } from '../../src/iam/generate/permissions/extra-statements';
import { PERMISSION_SETS } from '../../src/iam/generate/permissions/policy-document';
import { BUCKET_ACCESS, type Target } from '../../src/iam/target';
import { filledIn, RECIPES } from '../docs/recipes';

// The others are asked in `npm run test:long`.
testMatrices(
  (role) => ['deploy in a folder', 'release'].includes(role),
  (role) => (role === 'release' ? [] : ['sagemaker', 'sagemaker-runtime', 's3']),
);

const EVERYTHING: Target = {
  ...{ partition: 'aws', region: 'us-west-2', account: '123456789012', endpoint: 'churn-prod' },
  ...{ bucket: 'my-models', prefix: '', bucketAccess: BUCKET_ACCESS, executionRole: EXECUTION_ROLE },
  kmsKey: 'arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  ...{ ecrRepositories: ['churn'], inferenceComponents: ['churn-prod'] },
  ...{ output: { bucket: 'my-answers', prefix: '' }, notificationTopics: ['topic'] },
  ...{ vpcSubnets: ['subnet-1'], vpcSecurityGroups: ['sg-1'] },
};

it('each action of a set or a recipe is called by a role, or it is said why not', () => {
  const called = Object.values(ROLES).flatMap(({ calls }) => calls.map(actionOf));
  const statements = [
    ...Object.values(PERMISSION_SETS).flatMap((set) => set(EVERYTHING)),
    ...Object.values(RECIPES).flatMap((text) => parseExtraStatements(filledIn(text)).statements),
  ];
  const actions = new Set(statements.flatMap(({ Action = [] }) => Action));
  expect([...actions].filter((action) => !called.includes(action)).sort()).toEqual(Object.keys(NOT_JUDGED).sort());
});

it('each recipe is tried out', () => {
  const tried = Object.values(ROLES).flatMap(({ recipe }) => recipe ?? []);
  expect(tried.sort()).toEqual(Object.keys(RECIPES).sort());
});
