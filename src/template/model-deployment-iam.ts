import { Component, type Project, SampleFile } from 'projen';
import { BootstrapFile, bootstrapFolder } from './bootstrap/bootstrap-file';
import { bootstrapTemplate } from './bootstrap/cloudformation';
import { Instructions } from './bootstrap/instructions';
import { bootstrapProgram } from './bootstrap/pulumi-program';
import { ModelRegistry } from './files/model-registry';
import { sampleFiles } from './files/sample-files';
import { type Deployment, type Environment, needsBootstrap } from './options/deployment';
import type { ModelDeploymentIamOptions } from './options/options';
import { throwIfAny } from './options/problem';
import { readDeployment } from './options/read-deployment';
import { fitOtherLanguage } from './other-languages';
import { refuseSubfolder } from './repository-root';
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

  private readonly environments: readonly Environment[];

  /**
   * @param project that gets the files; they are at the root of its repository, where GitHub looks for them
   * @throws Error that names every option that can't be used
   */
  constructor(project: Project, options: ModelDeploymentIamOptions) {
    super(project);
    refuseSubfolder(project.root.outdir);
    const others = this.otherModels();
    const deployment = readDeployment(
      options,
      project.root.outdir,
      others.flatMap(({ environments }) => environments),
    );
    this.model = deployment.model;
    this.environments = deployment.environments;
    refuseRepeatedModel(this.model, others);
    this.tellOfFormerPlaces();
    this.tellOfOtherClouds();
    this.addWorkflows(deployment);
    this.addBootstrap(deployment);
    if (others.length === 0) fitOtherLanguage(project.root);
    if (options.samples ?? true) this.addSamples(deployment);
  }

  private otherModels(): ModelDeploymentIam[] {
    const nodes: unknown[] = this.project.root.node.findAll();
    return nodes.filter((node): node is ModelDeploymentIam => node instanceof ModelDeploymentIam && node !== this);
  }

  /** Another place would have no state: so an upgrade changes none. */
  private tellOfFormerPlaces(): void {
    for (const { slug, inputs } of this.environments.filter(({ isStateAtFormerPlace }) => isStateAtFormerPlace)) {
      const place = inputs['backend-url'];
      this.project.logger.warn(
        `The state of ${slug} stays in ${place}, where other environments and models can change it. ` +
          'Move it as docs/template.md says, with ownStateFolder: true; or set that to false to leave it there.',
      );
    }
  }

  private tellOfOtherClouds(): void {
    for (const { slug, inputs } of this.environments) {
      const [, cloud] = /^(gs|azblob):/.exec(inputs['backend-url'] ?? '') ?? [];
      if (cloud === undefined) continue;
      this.project.logger.warn(
        `The state of ${slug} is in ${inputs['backend-url']}. The workflows have credentials for AWS only, so the runners have to bring those for it along: ` +
          'on those of GitHub they fail. S3 and Pulumi Cloud need nothing else.',
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
    Instructions.of(this.project.root)?.add(deployment);
    for (const environment of deployment.environments.filter(needsBootstrap)) {
      const folder = bootstrapFolder(environment);
      new BootstrapFile(this.project, `${folder}/cloudformation.yml`, bootstrapTemplate(environment, deployment));
      new BootstrapFile(this.project, `${folder}/Pulumi.yaml`, bootstrapProgram(environment, deployment));
    }
  }

  private addSamples(deployment: Deployment): void {
    const { root } = this.project;
    root.gitignore.addPatterns('*.tar.gz', '.pulumi/');
    if (!root.tryFindFile('models.json')) ModelRegistry.of(root).add(deployment);
    for (const [path, contents] of Object.entries(sampleFiles(deployment))) {
      // The project may generate a file of that name itself.
      if (!root.tryFindFile(path)) new SampleFile(root, path, { contents });
    }
  }
}

function refuseRepeatedModel(model: string, others: readonly ModelDeploymentIam[]): void {
  const isRepeated = others.some((other) => other.model === model);
  throwIfAny(
    isRepeated ? [{ name: 'modelId', value: model, expected: 'a word that no other model of the repository has' }] : [],
  );
}
