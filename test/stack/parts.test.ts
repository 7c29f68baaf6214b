import { componentOf, partName, PARTS, SINGLE } from '../../src/stack/parts';

const urn = (type: string, name: string) =>
  `urn:pulumi:churn::model-deployment-iam::model-deployment-iam:index:ModelDeploymentAccess$${type}::${name}`;

it('names the parts of the component of one model as they have always been named', () => {
  expect(PARTS.map(({ noun }) => partName(SINGLE, noun))).toEqual([
    'modelDeploymentPolicy',
    'modelDeploymentRole',
    'modelDeploymentRolePolicyAttachment',
  ]);
});

it.each(['churn', 'Policy', 'my-RolePolicyAttachment', 'a.b_c', 'xPolicy'])('tells the parts of %s', (component) => {
  for (const { type, noun } of PARTS) expect(componentOf(urn(type, partName(component, noun)))).toBe(component);
});

it.each([
  ['another type', urn('aws:iam/rolePolicy:RolePolicy', 'churnPolicy')],
  ['another ending', urn('aws:iam/role:Role', 'churnPolicy')],
  ['no component', urn('aws:iam/role:Role', 'Role')],
  [
    'the component itself',
    'urn:pulumi:churn::model-deployment-iam::model-deployment-iam:index:ModelDeploymentAccess::x',
  ],
  ['no URN', ''],
])('knows %s to be part of none', (_, text) => {
  expect(componentOf(text)).toBeUndefined();
});
