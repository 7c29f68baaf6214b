import { templateText } from './template-text';
import { type Deployment, type Environment, hasSeveralEnvironments } from '../options/deployment';

/** @returns the README of a scaffolded repository: what it is, and the reader's next three steps */
export function readme(title: string, deployment: Deployment): string {
  const { model, defaultBranch, environments } = deployment;
  return templateText('README.md', {
    TITLE: title,
    MODEL: model,
    BRANCH: defaultBranch,
    ENVIRONMENTS: environments.map(({ name }) => `\`${name}\``).join(', '),
    BOOTSTRAP: environments.map(bootstrapCommand).join('\n\n'),
    VARIABLES: variables(deployment),
  });
}

function bootstrapCommand({ slug, region }: Environment): string {
  return [
    `aws cloudformation deploy --region ${region} \\`,
    `  --stack-name ${slug}-access-bootstrap --template-file bootstrap/${slug}.yml \\`,
    '  --parameter-overrides Repository=OWNER/NAME --capabilities CAPABILITY_NAMED_IAM',
  ].join('\n');
}

/** The variables that stand for accounts which are not in the options. */
function variables(deployment: Deployment): string {
  const lines = deployment.environments.flatMap(({ account, name }) => {
    const variable = /vars\.(\w+)/.exec(account)?.[1];
    const whose = hasSeveralEnvironments(deployment) ? ` of ${name}` : '';
    return variable ? [`gh variable set ${variable} --body 123456789012 # the AWS account${whose}`] : [];
  });
  return lines.length > 0 ? lines.join('\n') : '# Nothing to set: the accounts are in .projenrc already.';
}
