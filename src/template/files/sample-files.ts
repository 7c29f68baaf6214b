import { templateText } from './template-text';
import type { Deployment } from '../options/deployment';
import { ACCESS_TESTS } from '../options/read-environment';
import { DEPLOY_SCRIPT } from '../workflows/deploy';

/** The files that are the user's from the first commit on, by their paths. */
export function sampleFiles(deployment: Deployment): Readonly<Record<string, string>> {
  const [environment] = deployment.environments;
  const { endpoint, inputs } = environment!;
  const isTested = deployment.environments.some((each) => each.inputs['access-tests'] === ACCESS_TESTS);
  const values = { MODEL: deployment.model, ENDPOINT: endpoint, BUCKET: bucketPath(inputs.bucket!) };
  return {
    [DEPLOY_SCRIPT]: templateText('deploy-model.sh', values),
    'models.json': templateText('models.json', values),
    ...(isTested && { [ACCESS_TESTS]: templateText('access-tests.yml', values) }),
    '.github/CODEOWNERS': templateText('CODEOWNERS', values),
    '.github/pull_request_template.md': templateText('pull_request_template.md', values),
  };
}

/** The bucket and its folder, without what stands in front of them in an ARN or an address. */
function bucketPath(bucket: string): string {
  return bucket.replace(/^(arn:[^:]*:s3:::|s3:\/\/)/, '').replace(/\/?\*?$/, '');
}
