/**
 * Actions that are about metrics, which are no resources, unless the request names a dataset: then they need `*` although AWS's
 * data has a type of resource for them.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
 */
const ON_METRICS: readonly string[] = [
  'cloudwatch:GetMetricData',
  'cloudwatch:ListMetrics',
  'cloudwatch:PutMetricData',
];

/**
 * Whether requests for an action, which may well be about resources, are usually about none.
 *
 * @param action as AWS writes it
 */
export function isUsuallyWithoutResource(action: string): boolean {
  return ON_METRICS.includes(action);
}
