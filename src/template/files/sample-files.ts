import { templateText } from './template-text';
import { type Deployment, letsJobsIn } from '../options/deployment';
import { ACCESS_TESTS } from '../options/read-environment';
import { DEPLOY_SCRIPT } from '../workflows/deploy';

/** The files that are the user's from the first commit on, by their paths. Those that nothing here would run are left out. */
export function sampleFiles(deployment: Deployment): Readonly<Record<string, string>> {
  const isTested = deployment.environments.some((each) => each.inputs['access-tests'] === ACCESS_TESTS);
  return {
    ...(deployment.environments.some(letsJobsIn) && { [DEPLOY_SCRIPT]: templateText('deploy-model.sh', {}) }),
    ...(isTested && { [ACCESS_TESTS]: templateText('access-tests.yml', {}) }),
    '.github/CODEOWNERS': templateText('CODEOWNERS', {}),
    '.github/pull_request_template.md': templateText('pull_request_template.md', {}),
  };
}
