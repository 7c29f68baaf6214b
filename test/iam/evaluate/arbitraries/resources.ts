export const ENDPOINT = 'arn:aws:sagemaker:us-west-2:123456789012:endpoint';
const LOGS = 'arn:aws:logs:us-west-2:123456789012:log-group';

export const RESOURCES: readonly string[] = [
  ...['arn:aws:s3:::models/churn/model.tar.gz', 'arn:aws:s3:::models/Churn/model.tar.gz', 'arn:aws:s3:::models'],
  ...['arn:aws:s3:::models/home/alice/x', 'arn:aws:s3:::models/home/guest/x', 'arn:aws:s3:::models/a$b${c}'],
  ...['arn:aws:s3:::models/2026:11', 'arn:aws:s3:::models/a*'],
  ...[`${ENDPOINT}/churn`, `${ENDPOINT}/churn-blue`, `${ENDPOINT}/Churn`, `${ENDPOINT}/ab`],
  ...['arn:aws-cn:sagemaker:cn-north-1:210987654321:endpoint/churn', `${ENDPOINT}-config/churn`],
  ...[`${LOGS}:/aws/sagemaker/Endpoints/churn:log-stream:1`, `${LOGS}:churn`],
];

export const RESOURCE_PATTERNS: readonly string[] = [
  ...RESOURCES,
  ...['*', 'arn:aws:s3:::*', 'arn:aws:s3:::models/*', 'arn:aws:s3:::models*', 'arn:aws:s3:::models/?hurn/*.gz'],
  ...['arn:aws:s3', 'arn:aws:s*:*', 'arn:aws:sagemaker:us-west-2', 'arn:aws:logs:*', 'arn:aws:s3:*:models/churn/*'],
  ...['arn:*:sagemaker:*:*:*', 'arn:aws:sagemaker:us-*-2:123456789012:endpoint/*', 'arn:AWS:S3:::models/*'],
  ...[`${ENDPOINT}/*r*n*`, `${ENDPOINT}/??`, `${ENDPOINT}/churn*`, 'arn:aws:sagemaker:*:1234567890??:endpoint/c*'],
  ...['arn:aws:logs:*:log-stream:1', 'arn:aws:logs:us-*:log-group:churn', `${LOGS}:*:log-stream:?`, `${LOGS}:*`],
  ...['arn:aws:*:log-stream:1', 'arn:*:churn:*:1', 'arn:aws:s3:*:*:models/2026:??'],
  ...['arn:aws:s3:::models/home/${aws:username}/*', "arn:aws:s3:::models/home/${aws:username, 'guest'}/*"],
  ...['arn:aws:s3:::models/home/${aws:missing}*', 'arn:aws:s3:::models/home/${aws:TagKeys}/*'],
  ...[
    'arn:aws:s3:::models/a${$}b${$}{c}',
    `${ENDPOINT}/a\${*}`,
    'arn:aws:s3:::models/a${*}',
    'arn:aws:s3:::models/${?}*',
  ],
];
