import { requestNotes } from '../../src/explain/request-notes';

const SAGEMAKER = 'arn:aws:sagemaker:us-west-2:123456789012:';
const ENDPOINT = `${SAGEMAKER}endpoint/churn`;
const CONFIG = `${SAGEMAKER}endpoint-config/churn`;
const ALL = 'It is allowed only if it is allowed on each of its resources, so name them all.';

test.each<[string, readonly string[] | undefined, readonly string[]]>([
  ['s3:GetObject', ['arn:aws:s3:::my-models/a/b'], []],
  ['S3:getobject', ['arn:aws:s3:::my-models/a/b'], []],
  ['s3:GetObject', ['arn:aws:s3:::my-models'], ['s3:GetObject is never about arn:aws:s3:::my-models.']],
  ['s3:GetObject', undefined, []],
  ['sagemaker:DeleteEndpoint', ['*'], [`A request for sagemaker:DeleteEndpoint touches an endpoint. ${ALL}`]],
  ['sagemaker:CreateEndpoint', [ENDPOINT, CONFIG], []],
  [
    'sagemaker:CreateEndpoint',
    [ENDPOINT],
    [`A request for sagemaker:CreateEndpoint touches an endpoint-config as well. ${ALL}`],
  ],
  ['sagemaker:ListEndpoints', undefined, []],
  ['sagemaker:AddTags', [ENDPOINT], []],
  ['ec2:RunInstances', undefined, []],
  [
    's3:GetObjekt',
    undefined,
    [expect.stringMatching(/^No action is s3:GetObjekt in AWS's list of \d{4}-\d\d-\d\d\.$/)],
  ],
  ['toString:constructor', undefined, [expect.stringContaining('No action is toString:constructor')]],
])('%s on %j', (action, resources, notes) => {
  expect(requestNotes([{ action, resources }])).toEqual(notes);
});

test('says the same once', () => {
  expect(requestNotes([{ action: 'a:b' }, { action: 'a:b' }])).toHaveLength(1);
});
