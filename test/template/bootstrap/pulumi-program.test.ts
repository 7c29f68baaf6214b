import type { OpenIdConnectProviderArgs } from '@pulumi/aws/iam/openIdConnectProvider';
import type { PolicyArgs } from '@pulumi/aws/iam/policy';
import type { RoleArgs } from '@pulumi/aws/iam/role';
import type { RolePolicyArgs } from '@pulumi/aws/iam/rolePolicy';
import { version } from '@pulumi/aws/package.json';
import type { ProviderArgs } from '@pulumi/aws/provider';
import type { BucketArgs } from '@pulumi/aws/s3/bucket';
import type { BucketPolicyArgs } from '@pulumi/aws/s3/bucketPolicy';
import type { BucketPublicAccessBlockArgs } from '@pulumi/aws/s3/bucketPublicAccessBlock';
import type { BucketServerSideEncryptionConfigurationArgs } from '@pulumi/aws/s3/bucketServerSideEncryptionConfiguration';
import type { BucketVersioningArgs } from '@pulumi/aws/s3/bucketVersioning';
import { pulumiOf } from './rendered';
import { AWS_PROVIDER_VERSION } from '../../../src/template/bootstrap/pulumi-program';
import { CHURN, filesOf, LEAST, THREE } from '../render';

/** The properties that the real provider knows: the compiler checks them against its types. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  'pulumi:providers:aws': ['region', 'allowedAccountIds'] satisfies (keyof ProviderArgs)[],
  'aws:iam:OpenIdConnectProvider': ['url', 'clientIdLists'] satisfies (keyof OpenIdConnectProviderArgs)[],
  'aws:iam:Policy': ['name', 'description', 'policy'] satisfies (keyof PolicyArgs)[],
  'aws:iam:Role': ['name', 'description', 'assumeRolePolicy'] satisfies (keyof RoleArgs)[],
  'aws:iam:RolePolicy': ['role', 'name', 'policy'] satisfies (keyof RolePolicyArgs)[],
  'aws:s3:Bucket': ['bucket'] satisfies (keyof BucketArgs)[],
  'aws:s3:BucketVersioning': ['bucket', 'versioningConfiguration'] satisfies (keyof BucketVersioningArgs)[],
  'aws:s3:BucketServerSideEncryptionConfiguration': [
    'bucket',
    'rules',
  ] satisfies (keyof BucketServerSideEncryptionConfigurationArgs)[],
  'aws:s3:BucketPublicAccessBlock': [
    ...(['bucket', 'blockPublicAcls', 'blockPublicPolicy'] satisfies (keyof BucketPublicAccessBlockArgs)[]),
    ...(['ignorePublicAcls', 'restrictPublicBuckets'] satisfies (keyof BucketPublicAccessBlockArgs)[]),
  ],
  'aws:s3:BucketPolicy': ['bucket', 'policy'] satisfies (keyof BucketPolicyArgs)[],
};

type Resource = { readonly type: string; readonly properties: object; readonly options?: object };

test('every resource has properties that the provider knows, and no others', () => {
  const resources = Object.values<Resource>(pulumiOf(THREE, 'churn-dev').resources);
  expect(resources.map(({ type }) => type).sort()).toEqual(
    [...Object.keys(KNOWN), 'aws:iam:Role', 'aws:iam:RolePolicy'].sort(),
  );
  for (const { type, properties } of resources) expect([type, Object.keys(properties)]).toEqual([type, KNOWN[type]]);
});

test('it is made for the release of the provider that it was tested with', () => {
  expect(AWS_PROVIDER_VERSION).toBe(version);
});

test('works in the region of the environment, and in its account, if that is known', () => {
  expect(pulumiOf(CHURN).resources.aws.properties).toEqual({ region: 'us-west-2' });
  expect(pulumiOf(THREE, 'churn-prod').resources.aws.properties).toEqual({
    region: 'eu-west-1',
    allowedAccountIds: ['333333333333'],
  });
});

test('what others may use outlives the stack', () => {
  const kept = Object.entries<Resource>(pulumiOf().resources).filter(
    ([, { options }]) => options && 'retainOnDelete' in options,
  );
  expect(kept.map(([name]) => name)).toEqual([
    ...['oidcProvider', 'stateBucket', 'stateBucketVersioning', 'stateBucketEncryption'],
    ...['stateBucketPublicAccessBlock', 'stateBucketPolicy'],
  ]);
});

/** The least there is, so that it can be read. */
test('reads so', () => {
  expect(filesOf(LEAST)['bootstrap/churn-prod/Pulumi.yaml']).toMatchSnapshot();
});
