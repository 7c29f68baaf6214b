import { type BucketFacts, SWITCHES } from './aws-facts';
import { type Check, right, unknown, wrong } from './check';
import type { Looked } from './looked';
import { shellWord } from '../../shared/shell';

interface Bucket {
  readonly name: string;
  readonly region: string;
}

/** The history of the state is all there is to go back to, and it is nobody else's business. */
export function judgeBucket(facts: Looked<BucketFacts>, bucket: Bucket): Check[] {
  const { name, region } = bucket;
  if (facts.is === 'unseen') {
    return [unknown(`The bucket of the state, ${name}, could not be looked at: ${facts.why}`, looking(bucket))];
  }
  if (facts.is === 'absent') return [wrong(`The bucket of the state, ${name}, is not there.`, creation(bucket))];
  const { region: where, versioning, encryption, blocked } = facts.value;
  const command = (verb: string, rest: string) =>
    `aws s3api ${verb} --bucket ${shellWord(name)} --region ${region} ${rest}`;
  if (where.is === 'found' && where.value !== region) {
    return [
      wrong(
        `The bucket of the state, ${name}, is in ${where.value}, and the workflows look for it in ${region}.`,
        `npx model-deployment-iam doctor --backend-url ${shellWord(`s3://${name}?region=${where.value}`)} # and the same in the workflows`,
      ),
    ];
  }
  const on = blocked.is === 'found' ? blocked.value : [];
  const off = SWITCHES.filter((each) => !on.includes(each));
  return [
    judged(`The bucket of the state, ${name}, is in ${region}`, where, () => true, '', bucket),
    judged(
      `The bucket ${name} keeps former versions of the state`,
      versioning,
      (value) => value === 'Enabled',
      command('put-bucket-versioning', '--versioning-configuration Status=Enabled'),
      bucket,
    ),
    judged(
      `The bucket ${name} encrypts the state`,
      encryption,
      () => true,
      command(
        'put-bucket-encryption',
        `--server-side-encryption-configuration '{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"AES256"}}]}'`,
      ),
      bucket,
    ),
    judged(
      `The bucket ${name} is closed to the public`,
      blocked,
      () => off.length === 0,
      command(
        'put-public-access-block',
        `--public-access-block-configuration ${SWITCHES.map((each) => `${each}=true`).join(',')}`,
      ),
      bucket,
    ),
  ];
}

/** @param claim a sentence without its full stop */
function judged<T>(claim: string, looked: Looked<T>, holds: (value: T) => boolean, fix: string, bucket: Bucket): Check {
  if (looked.is === 'unseen') {
    return unknown(`Whether this holds is not known: ${claim}. ${looked.why}`, looking(bucket));
  }
  return looked.is === 'found' && holds(looked.value)
    ? right(`${claim}.`)
    : wrong(`This does not hold: ${claim}.`, fix);
}

/** Shows what is in the way. */
function looking({ name, region }: Bucket): string {
  return `aws s3api head-bucket --bucket ${shellWord(name)} --region ${region}`;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
function creation({ name, region }: Bucket): string {
  const place = region === 'us-east-1' ? '' : ` --create-bucket-configuration LocationConstraint=${region}`;
  return `aws s3api create-bucket --bucket ${shellWord(name)} --region ${region}${place}`;
}
