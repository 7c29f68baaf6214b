import { looksLikeArn, parseArn } from './arn';
import { formOfAddress, formOfArn, formOfName, type OtherForm } from './bucket-forms';
import type { Partition } from './partition';
import { invalid, type Parsed, valid } from '../shared/parsed';

/** A bucket as a user names it, with the folder that may stand behind its name. */
export interface Bucket {
  readonly name: string;
  /** Empty, or a folder that ends in `/`. */
  readonly prefix: string;
  /** Where the user gave an ARN: the partition in it. */
  readonly partition?: Partition;
}

const MAX_KEY_BYTES = 1024;

/** Beginnings of names that S3 keeps for its own use. */
const RESERVED = ['xn--', 'sthree-', 'amzn-s3-demo-'];

/**
 * Reads `BUCKET`, `BUCKET/FOLDER`, `s3://BUCKET/FOLDER` or `arn:PARTITION:s3:::BUCKET/FOLDER`. Whoever names it in another way
 * is told how to.
 */
export function parseBucket(text: string): Parsed<Bucket> {
  const named = text.replace(/^s3:\/\//i, '');
  if (looksLikeArn(named)) {
    const arn = parseArn(named);
    if (!arn.ok) return arn;
    const { service, region, account, resource, partition } = arn.value;
    if (service !== 's3' || region !== '' || account !== '') {
      return wanted(formOfArn(named)) ?? invalid('the ARN of a bucket, arn:PARTITION:s3:::NAME');
    }
    const bucket = parseBucketPath(resource.replace(/\/\*$/, ''));
    return bucket.ok ? valid({ ...bucket.value, partition }) : bucket;
  }
  return wanted(formOfAddress(text)) ?? parseBucketPath(named);
}

/** What to write in place of another form, if that can be used itself. */
function wanted(form: OtherForm | undefined): Parsed<never> | undefined {
  if (!form) return undefined;
  if ('expected' in form) return invalid(form.expected);
  const { instead, because } = form;
  const read = parseBucket(instead);
  return read.ok ? invalid(`${instead}, ${because}`) : read;
}

function parseBucketPath(path: string): Parsed<Bucket> {
  const slash = path.indexOf('/');
  const name = slash === -1 ? path : path.slice(0, slash);
  const lower = name.toLowerCase();
  if (lower !== name && brokenNameRule(lower) === undefined) {
    return invalid(`${lower}${path.slice(name.length)}, for S3 has made no names with capital letters since 2018`);
  }
  const broken = brokenNameRule(name);
  if (broken) return invalid(broken);

  const prefix = parsePrefix(slash === -1 ? '' : path.slice(slash));
  return prefix.ok ? valid({ name, prefix: prefix.value }) : prefix;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
function brokenNameRule(name: string): string | undefined {
  if (!/^[a-z0-9.-]{3,63}$/.test(name)) {
    return 'a bucket name of 3 to 63 lower-case letters, digits, dots and hyphens, or its ARN, with an optional folder (my-models/churn)';
  }
  if (!/^[a-z0-9].*[a-z0-9]$/.test(name)) return 'a bucket name that starts and ends with a letter or digit';
  if (name.includes('..')) return 'a bucket name without two dots in a row';
  if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) return 'a bucket name that is not an IP address';

  const reserved = RESERVED.find((start) => name.startsWith(start));
  if (reserved) return `a bucket name without ${reserved}, which AWS keeps for itself`;
  const form = formOfName(name);
  return form && 'expected' in form ? form.expected : undefined;
}

/** What `ModelDataUrl` of a model ends in. */
const ARCHIVE = /(^|\/)([^/]+\.(?:tar\.gz|tgz|tar|zip))$/i;

/**
 * Reads a folder in a bucket, with or without `/` at its ends. It is always taken as a folder: the bare prefix
 * `models/churn` would open `models/churn-secret` as well.
 *
 * @returns empty, or a text that ends in `/`
 */
export function parsePrefix(text: string): Parsed<string> {
  if (text.includes('//')) return invalid('a folder without empty parts (//)');
  const archive = ARCHIVE.exec(text)?.[2];
  if (archive !== undefined) return invalid(`a folder, with / at its end if it is one, not the file ${archive} in it`);
  const folder = text.replace(/^\//, '').replace(/\/$/, '');
  if (folder === '') return valid('');

  // IAM reads * and ? as wildcards and ${…} as a variable: the policy would not mean what the user wrote.
  if (/[*?]|\$\{/.test(folder)) return invalid('a folder without *, ? and ${, which mean something else in a policy');
  if (/\p{Cc}/u.test(folder)) return invalid('a folder without control characters');
  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html, the pattern of PolicyDocument
  if (/[^\u0020-\u00ff]/.test(folder)) {
    return invalid('a folder without characters after ÿ, which a policy cannot hold');
  }
  if (new TextEncoder().encode(folder).length >= MAX_KEY_BYTES) {
    return invalid(`a folder of less than ${MAX_KEY_BYTES} bytes`);
  }
  return valid(`${folder}/`);
}
