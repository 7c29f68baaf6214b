import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketEncryptionCommand,
  DeleteBucketPolicyCommand,
  DeletePublicAccessBlockCommand,
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { required } from './checks';
import type { Properties, ResourceType } from './resource';
import { areEquivalent } from '../../src/iam/policy/canonical';

/** https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucket/ */
export const bucket: ResourceType<S3Client> = {
  defaults: {},
  inputs: ['bucket'],
  outputs: ['arn'],
  replacing: ['bucket'],

  check: (inputs) => required(inputs, 'bucket'),

  async create(s3, inputs) {
    const region = await s3.config.region();
    const place = region === 'us-east-1' ? {} : { CreateBucketConfiguration: { LocationConstraint: region as never } };
    await s3.send(new CreateBucketCommand({ Bucket: inputs.bucket, ...place }));
    return { id: inputs.bucket, state: { ...inputs, arn: `arn:aws:s3:::${inputs.bucket}` } };
  },
  read: (s3, id) =>
    unlessAbsent(async () => {
      await s3.send(new HeadBucketCommand({ Bucket: id }));
      return { bucket: id, arn: `arn:aws:s3:::${id}` };
    }),
  update: () => Promise.reject(new Error('A bucket is replaced, never updated.')),
  async delete(s3, id) {
    await s3.send(new DeleteBucketCommand({ Bucket: id }));
  },
};

/** https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucketversioning/ */
export const bucketVersioning = settingOf('versioningConfiguration', {
  async put(s3, Bucket, { versioningConfiguration: { status: Status } }) {
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
  },
  async get(s3, Bucket) {
    const { Status: status } = await s3.send(new GetBucketVersioningCommand({ Bucket }));
    return status && { versioningConfiguration: { status } };
  },
  async remove(s3, Bucket) {
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Suspended' } }));
  },
});

/** https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucketserversideencryptionconfiguration/ */
export const bucketEncryption = settingOf('rules', {
  async put(s3, Bucket, { rules }) {
    const Rules = (rules as Properties[]).map(({ applyServerSideEncryptionByDefault: { sseAlgorithm } }) => ({
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: sseAlgorithm },
    }));
    await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } }));
  },
  async get(s3, Bucket) {
    const { ServerSideEncryptionConfiguration: found } = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
    return {
      rules: found!.Rules!.map(({ ApplyServerSideEncryptionByDefault: applied }) => ({
        applyServerSideEncryptionByDefault: { sseAlgorithm: applied!.SSEAlgorithm },
      })),
    };
  },
  async remove(s3, Bucket) {
    await s3.send(new DeleteBucketEncryptionCommand({ Bucket }));
  },
});

/** https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucketpublicaccessblock/ */
export const bucketPublicAccessBlock = settingOf(
  ['blockPublicAcls', 'blockPublicPolicy', 'ignorePublicAcls', 'restrictPublicBuckets'],
  {
    async put(s3, Bucket, inputs) {
      await s3.send(
        new PutPublicAccessBlockCommand({
          Bucket,
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: inputs.blockPublicAcls,
            BlockPublicPolicy: inputs.blockPublicPolicy,
            IgnorePublicAcls: inputs.ignorePublicAcls,
            RestrictPublicBuckets: inputs.restrictPublicBuckets,
          },
        }),
      );
    },
    async get(s3, Bucket) {
      const { PublicAccessBlockConfiguration: found } = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
      return {
        blockPublicAcls: found!.BlockPublicAcls,
        blockPublicPolicy: found!.BlockPublicPolicy,
        ignorePublicAcls: found!.IgnorePublicAcls,
        restrictPublicBuckets: found!.RestrictPublicBuckets,
      };
    },
    async remove(s3, Bucket) {
      await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
    },
  },
);

/** https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucketpolicy/ */
export const bucketPolicy: ResourceType<S3Client> = {
  ...settingOf('policy', {
    async put(s3, Bucket, { policy }) {
      await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policy }));
    },
    async get(s3, Bucket) {
      const { Policy: policy } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
      return { policy };
    },
    async remove(s3, Bucket) {
      await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
    },
  }),
  isSame: (property, before, after) => property === 'policy' && areEquivalent(before, after),
};

interface Setting {
  put(s3: S3Client, bucket: string, inputs: Properties): Promise<void>;
  get(s3: S3Client, bucket: string): Promise<Properties | '' | undefined>;
  remove(s3: S3Client, bucket: string): Promise<void>;
}

/** The real provider has a resource for each setting of a bucket; its id is the bucket's name. */
function settingOf(properties: string | readonly string[], { put, get, remove }: Setting): ResourceType<S3Client> {
  const settings = [properties].flat();
  return {
    defaults: {},
    inputs: ['bucket', ...settings],
    replacing: ['bucket'],
    check: (inputs) => required(inputs, 'bucket', ...settings),
    async create(s3, inputs) {
      await put(s3, inputs.bucket, inputs);
      return { id: inputs.bucket, state: inputs };
    },
    read: (s3, id) =>
      unlessAbsent(async () => {
        const found = await get(s3, id);
        return found ? { bucket: id, ...found } : undefined;
      }),
    async update(s3, id, _, inputs) {
      await put(s3, id, inputs);
      return inputs;
    },
    async delete(s3, id) {
      await unlessAbsent(() => remove(s3, id));
    },
  };
}

/** S3 has a word for each kind of thing that is not there. */
async function unlessAbsent<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (/^(NoSuch|NotFound|ServerSideEncryptionConfigurationNotFound)/.test((error as Error).name)) return undefined;
    throw error;
  }
}
