import { Component, type Project, SampleFile } from 'projen';
import { BootstrapFile } from './bootstrap/bootstrap-file';
import { bootstrapTemplate } from './bootstrap/cloudformation';
import { bootstrapProgram } from './bootstrap/pulumi-program';
import { sampleFiles } from './files/sample-files';
import { type Deployment } from './options/deployment';
import type { ModelDeploymentIamOptions } from './options/options';
import { readDeployment } from './options/read-deployment';
import { deployWorkflow } from './workflows/deploy';
import { destroyWorkflow } from './workflows/destroy';
import { driftWorkflow } from './workflows/drift';
import { previewWorkflow } from './workflows/preview';
import { WorkflowFile } from './workflows/workflow-file';

/**
 * Gives a model on SageMaker the IAM permissions that its deployment needs, by workflows that use the Action: preview,
 * deploy, drift and destroy. Any projen project can have it, once for each model.
 */
export class ModelDeploymentIam extends Component {
  /** The word that the names of the model's files begin with. */
  public readonly model: string;

  /**
   * @param project that gets the files; they are at the root of its repository, where GitHub looks for them
   * @throws Error that names every option that can't be used
   */
  constructor(project: Project, options: ModelDeploymentIamOptions) {
    super(project);
    const deployment = readDeployment(options, project.root.outdir);
    this.model = deployment.model;
    this.refuseRepeatedModel();
    this.addWorkflows(deployment);
    this.addBootstrap(deployment);
    if (options.samples ?? true) this.addSamples(deployment);
  }

  private refuseRepeatedModel(): void {
    const others = this.project.root.node
      .findAll()
      .filter((node) => node instanceof ModelDeploymentIam && node !== this);
    if (others.some((other) => (other as ModelDeploymentIam).model === this.model)) {
      throw new Error(
        `The options of model-deployment-iam can't be used:\n- modelId: expected a word that no other model of the repository has, but got "${this.model}"`,
      );
    }
  }

  private addWorkflows(deployment: Deployment): void {
    const { model } = this;
    new WorkflowFile(this.project, `${model}-preview`, previewWorkflow(deployment));
    new WorkflowFile(this.project, `${model}-deploy`, deployWorkflow(deployment));
    new WorkflowFile(this.project, `${model}-drift`, driftWorkflow(deployment));
    new WorkflowFile(this.project, `${model}-destroy`, destroyWorkflow(deployment));
  }

  private addBootstrap(deployment: Deployment): void {
    for (const environment of deployment.environments) {
      new BootstrapFile(this.project, `${environment.slug}.yml`, bootstrapTemplate(environment, deployment));
    }
    // One for all models.
    if (!this.project.root.tryFindFile('bootstrap/Pulumi.yaml')) {
      new BootstrapFile(this.project, 'Pulumi.yaml', bootstrapProgram());
    }
  }

  private addSamples(deployment: Deployment): void {
    const { root } = this.project;
    root.gitignore.addPatterns('*.tar.gz', '.pulumi/');
    for (const [path, contents] of Object.entries(sampleFiles(deployment))) {
      // The project may generate a file of that name itself.
      if (!root.tryFindFile(path)) new SampleFile(root, path, { contents });
    }
  }
}
