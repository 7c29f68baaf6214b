import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { javascript, JsonPatch, SampleFile, typescript } from 'projen';
import { readme } from './files/readme';
import { templateText } from './files/template-text';
import { ModelDeploymentIam } from './model-deployment-iam';
import { restoreTexts, slips, unknownFlags } from './options/command-line';
import type { ModelDeploymentIamOptions } from './options/options';
import { OPTION_NAMES } from './options/own-rules';
import { readDeployment } from './options/read-deployment';
import { refuseSubfolder } from './repository-root';
import { COMMITS } from './workflows/pinned';

/** The release of Node that the Action itself runs on, which GitHub supports for longest. */
const NODE = '24';

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
    restoreTexts(options);
    const access = accessOptions(options);
    const folder = options.outdir ?? process.cwd();
    if (!options.parent) refuseSubfolder(folder);
    const wrong = [...unknownFlags(options, process.argv.slice(2)), ...slips(options)];
    readDeployment(access, folder, [], wrong);
    super({
      packageManager: javascript.NodePackageManager.NPM,
      projenrcTs: true,
      readme: { contents: readme({ title: options.name, projenrc: projenrcOf(options) }) },
      // A model is nobody's business but its owner's, unless that says otherwise.
      licensed: options.license !== undefined,
      // Its build is a check: there is nothing to publish.
      package: options.release ?? false,
      workflowNodeVersion: options.minNodeVersion ?? NODE,
      // The registry of the models is the code to go on from.
      sampleCode: access.samples === false,
      // Its own workflows would need a token that may write to the repository.
      depsUpgradeOptions: { workflow: false },
      buildWorkflowOptions: { mutableBuild: false },
      release: false,
      pullRequestTemplate: false,
      githubOptions: { pullRequestLint: false, mergify: false },
      ...options,
    });
    if (!options.release) this.keepFromNpm();
    this.pinActions();
    this.access = new ModelDeploymentIam(this, access);
    const isNew = !existsSync(join(this.outdir, this.srcdir));
    if (isNew && access.samples !== false) this.addRegistry();
    if (!options.buildWorkflowOptions?.mutableBuild) this.letBuildRead();
  }

  /** The registry as code, with a test: a project in TypeScript needs some to compile. */
  private addRegistry(): void {
    new SampleFile(this, join(this.srcdir, 'models.ts'), { contents: templateText('models.ts', {}) });
    new SampleFile(this, join(this.testdir, 'models.test.ts'), { contents: templateText('models.test.ts', {}) });
  }

  /** projen takes every Node project for one that is to be published, in public. */
  private keepFromNpm(): void {
    this.package.addField('private', true);
    this.package.addField('publishConfig', undefined);
  }

  /** Those that projen leaves to a tag. */
  private pinActions(): void {
    for (const [use, commit] of Object.entries(COMMITS)) {
      this.github?.actions.set(use, use.replace(/@.*$/, `@${commit}`));
    }
  }

  /** projen's build is given what it takes to push, also where it is not to push anything. */
  private letBuildRead(): void {
    const build = this.github?.tryFindWorkflow('build')?.file;
    build?.patch(JsonPatch.replace('/jobs/build/permissions/contents', 'read'));
  }
}

/** The file with the options, in the language that they are written in. */
function projenrcOf({ projenrcJson, projenrcTs }: ModelDeploymentIamProjectOptions): string {
  if (projenrcJson) return '.projenrc.json';
  return projenrcTs === false ? '.projenrc.js' : '.projenrc.ts';
}

function accessOptions(options: ModelDeploymentIamProjectOptions): ModelDeploymentIamOptions {
  const own = Object.entries(options).filter(([name, value]) => OPTION_NAMES.includes(name) && value !== undefined);
  return { defaultBranch: options.defaultReleaseBranch, ...Object.fromEntries(own) } as ModelDeploymentIamOptions;
}
