import { javascript, typescript } from 'projen';
import { readme } from './files/readme';
import { ModelDeploymentIam } from './model-deployment-iam';
import type { ModelDeploymentIamOptions } from './options/options';
import { OPTION_NAMES } from './options/own-rules';
import { readDeployment } from './options/read-deployment';

/** A repository for one model; everything of projen's TypeScript project can be set as well. */
export interface ModelDeploymentIamProjectOptions
  extends typescript.TypeScriptProjectOptions, ModelDeploymentIamOptions {}

/**
 * A repository that gives a model on SageMaker the IAM permissions that its deployment needs, and deploys it.
 *
 * @pjid model-deployment-iam
 */
export class ModelDeploymentIamProject extends typescript.TypeScriptProject {
  /** What renders the workflows and the bootstrap stack. */
  public readonly access: ModelDeploymentIam;

  /** @throws Error that names every option that can't be used */
  constructor(options: ModelDeploymentIamProjectOptions) {
    const access = accessOptions(options);
    const deployment = readDeployment(access, options.outdir ?? process.cwd());
    super({
      packageManager: javascript.NodePackageManager.NPM,
      projenrcTs: true,
      readme: { contents: readme(options.name, deployment) },
      // Its own workflows would need a token that may write to the repository.
      depsUpgradeOptions: { workflow: false },
      buildWorkflowOptions: { mutableBuild: false },
      release: false,
      pullRequestTemplate: false,
      githubOptions: { pullRequestLint: false, mergify: false },
      ...options,
    });
    this.access = new ModelDeploymentIam(this, access);
  }
}

function accessOptions(options: ModelDeploymentIamProjectOptions): ModelDeploymentIamOptions {
  const own = Object.entries(options).filter(([name, value]) => OPTION_NAMES.includes(name) && value !== undefined);
  return { defaultBranch: options.defaultReleaseBranch, ...Object.fromEntries(own) } as ModelDeploymentIamOptions;
}
