/** The bucket and its folder, without what stands in front of them in an ARN or an address. */
export function bucketPath(bucket: string): string {
  return bucket.replace(/^(arn:[^:]*:s3:::|s3:\/\/)/, '').replace(/\/?\*?$/, '');
}
