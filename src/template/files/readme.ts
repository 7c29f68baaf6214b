import { templateText } from './template-text';
import { bootstrapFolder } from '../bootstrap/bootstrap-file';
import { type Deployment, type Environment, hasSeveralEnvironments, needsBootstrap } from '../options/deployment';

/** @returns the README of a scaffolded repository: what it is, and the reader's next three steps */
export function readme(
  deployment: Deployment,
  { title, projenrc }: { readonly title: string; readonly projenrc: string },
): string {
  const { model, defaultBranch, environments } = deployment;
  return templateText('README.md', {
    TITLE: title,
    PROJENRC: projenrc,
    MODEL: model,
    BRANCH: defaultBranch,
    ENVIRONMENTS: `the environment${environments.length > 1 ? 's' : ''} ${environments.map(({ name }) => `\`${name}\``).join(', ')}`,
    BOOTSTRAP: commands(environments, bootstrapCommand),
    PULUMI: commands(environments, pulumiCommand),
    VARIABLES: variables(deployment, projenrc),
  });
}

function commands(environments: readonly Environment[], command: (environment: Environment) => string): string {
  const needed = environments.filter(needsBootstrap).map(command);
  return needed.length > 0 ? needed.join('\n\n') : '# Nothing to do: the roles and the state are your own.';
}

function bootstrapCommand({ slug, region, account }: Environment): string {
  return [
    ...(/^\d{12}$/.test(account) ? [`# with credentials for the account ${account}`] : []),
    `aws cloudformation deploy --region ${region} \\`,
    `  --stack-name ${slug}-access-bootstrap --template-file ${bootstrapFolder({ slug })}/cloudformation.yml \\`,
    '  --parameter-overrides "Repository=$repository" "ImmutableRepository=$immutable" "ImmutableOnly=$only" \\',
    '  --capabilities CAPABILITY_NAMED_IAM',
  ].join('\n');
}

function pulumiCommand({ slug }: Environment): string {
  const folder = bootstrapFolder({ slug });
  return [
    `pulumi stack init bootstrap --cwd ${folder}`,
    `pulumi up --stack bootstrap --cwd ${folder} \\`,
    '  --config "repository=$repository" --config "immutableRepository=$immutable" --config "immutableOnly=$only"',
  ].join('\n');
}

/** The variables that stand for accounts which are not in the options. */
function variables(deployment: Deployment, projenrc: string): string {
  const lines = deployment.environments.flatMap(({ account, name }) => {
    const variable = /vars\.(\w+)/.exec(account)?.[1];
    const whose = hasSeveralEnvironments(deployment) ? ` of ${name}` : '';
    return variable
      ? [`gh variable set ${variable} --repo "$repository" --body 123456789012 # the AWS account${whose}`]
      : [];
  });
  return lines.length > 0 ? lines.join('\n') : `# Nothing to set: the accounts are in ${projenrc} already.`;
}
