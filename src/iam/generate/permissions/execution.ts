import { bucket } from './bucket';
import { output } from './output';
import { vpc } from './vpc';
import type { Statement } from '../../policy/document';
import type { Target } from '../../target';
import { logGroupArns, repositoryArns } from '../resources';

/**
 * What SageMaker needs, with the role that it assumes, to run the model: its image, its artifacts, and a place for logs; and where
 * the target says so, a place for output, and a VPC. Of what AWS lists, cloudwatch:PutMetricData is left out: it can only be allowed on everything, and only containers with metrics
 * of their own need it, not the metrics of the endpoint.
 *
 * https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-createmodel-perms
 */
export function execution(target: Target): Statement[] {
  const { bucketAccess = ['read'] } = target;
  return [
    ...pullImages(target),
    ...bucket(target, bucketAccess),
    ...writeLogs(target),
    ...output(target, bucketAccess),
    ...vpc(target),
  ];
}

/** A token for the registry can't be limited to a repository; it opens none by itself. */
function pullImages(target: Target): Statement[] {
  const repositories = repositoryArns(target);
  return [
    { Effect: 'Allow', Action: ['ecr:GetAuthorizationToken'], Resource: '*' },
    ...(repositories.length > 0
      ? [
          {
            Effect: 'Allow' as const,
            Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
            Resource: repositories,
          },
        ]
      : []),
  ];
}

function writeLogs(target: Target): Statement[] {
  const groups = logGroupArns(target);
  return [
    {
      Effect: 'Allow',
      Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:DescribeLogStreams'],
      Resource: groups.flatMap((group) => [group, `${group}:*`]),
    },
    { Effect: 'Allow', Action: ['logs:PutLogEvents'], Resource: groups.map((group) => `${group}:log-stream:*`) },
  ];
}
