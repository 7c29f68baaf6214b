import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { java, javascript, Project, python, Testing, typescript } from 'projen';
import { parse } from 'yaml';
import { CHURN, emptyProject, filesOf } from './render';
import { ModelDeploymentIam, ModelDeploymentIamProject } from '../../src';
import { fillTests } from '../../src/iam/expectations/fill-tests';
import { judge } from '../../src/iam/expectations/judge';
import { placeholderValues } from '../../src/iam/expectations/placeholders';
import { readTests } from '../../src/iam/expectations/read-tests';
import {
  PERMISSION_SETS,
  type PermissionSetName,
  policyDocument,
} from '../../src/iam/generate/permissions/policy-document';
import type { Statement } from '../../src/iam/policy/document';
import { roleWith } from '../iam/expectations/role';
import { TARGET } from '../iam/target';

const GENERATED = [
  '.github/workflows/churn-prod-deploy.yml',
  '.github/workflows/churn-prod-destroy.yml',
  '.github/workflows/churn-prod-drift.yml',
  '.github/workflows/churn-prod-preview.yml',
  'bootstrap/README.md',
  'bootstrap/churn-prod/Pulumi.yaml',
  'bootstrap/churn-prod/cloudformation.yml',
];
const SAMPLES = [
  ...['.github/CODEOWNERS', '.github/pull_request_template.md', 'access-tests.yml', 'models.json'],
  'scripts/deploy-model.sh',
];

function ownFiles(files: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(files).filter((path) => [...GENERATED, ...SAMPLES].includes(path));
}

test('a project that has the component has the workflows, the bootstrap stack, and the files to go on from', () => {
  expect(ownFiles(filesOf(CHURN)).sort()).toEqual([...GENERATED, ...SAMPLES].sort());
});

test('the files to go on from are left out where the user says so', () => {
  expect(ownFiles(filesOf({ ...CHURN, samples: false })).sort()).toEqual(GENERATED);
});

test('a file of the user’s is left as it is', () => {
  const project = emptyProject();
  mkdirSync(join(project.outdir, 'scripts'));
  writeFileSync(join(project.outdir, 'scripts/deploy-model.sh'), 'mine');
  new ModelDeploymentIam(project, CHURN);
  expect(Testing.synth(project)['scripts/deploy-model.sh']).toBe('mine');
});

describe('tests of access', () => {
  const workflowsOf = (given: object) =>
    Object.entries(filesOf({ ...CHURN, ...given }))
      .filter(([path]) => path.startsWith('.github/workflows/churn-prod-'))
      .map(([, text]) => String(text));

  test('are asked by every workflow, as the sample has them', () => {
    for (const text of workflowsOf({})) expect(text).toContain('access-tests: access-tests.yml');
  });

  test('are those of another file, or none, where the user says so', () => {
    expect(() => workflowsOf({ accessTests: 'rules.yml' })).toThrow('a file that exists in the repository');
    for (const text of workflowsOf({ samples: false })) expect(text).not.toContain('access-tests');
    const project = emptyProject();
    writeFileSync(join(project.outdir, 'rules.yml'), 'tests: []');
    new ModelDeploymentIam(project, { ...CHURN, accessTests: 'rules.yml' });
    const files = Testing.synth(project);
    expect(String(files['.github/workflows/churn-prod-preview.yml'])).toContain('access-tests: rules.yml');
    expect(files['access-tests.yml']).toBeUndefined();
  });

  const sets = Object.keys(PERMISSION_SETS) as PermissionSetName[];
  test.each(sets)('of the sample hold with the permissions %s', (set) => {
    const target = { ...TARGET, executionRole: 'arn:aws:iam::123456789012:role/exec', ecrRepositories: ['churn'] };
    const { tests, problems } = readTests(String(filesOf(CHURN)['access-tests.yml']));
    const filled = fillTests(tests, placeholderValues(target), String);
    expect([...problems, ...filled.problems]).toEqual([]);
    const role = roleWith(...(policyDocument(target, [set]).Statement as Statement[]));
    expect(filled.tests.map((each) => judge(each, role))).toEqual(tests.map(() => ({ holds: true })));
  });

  test('of the sample can be uncommented', () => {
    const text = String(filesOf(CHURN)['access-tests.yml']).replace(/^ {2}# {1}/gm, '  ');
    const { tests, problems } = readTests(text);
    expect([tests.length, problems, fillTests(tests, placeholderValues(TARGET), String).problems]).toEqual([4, [], []]);
  });
});

test('several models are in one repository', () => {
  const project = emptyProject();
  new ModelDeploymentIam(project, CHURN);
  new ModelDeploymentIam(project, { ...CHURN, endpoint: 'fraud-prod' });
  const paths = Object.keys(Testing.synth(project));
  expect(paths).toEqual(
    expect.arrayContaining(['bootstrap/churn-prod/Pulumi.yaml', 'bootstrap/fraud-prod/Pulumi.yaml']),
  );
});

test('the same model can not be there twice', () => {
  const project = emptyProject();
  new ModelDeploymentIam(project, CHURN);
  expect(() => new ModelDeploymentIam(project, CHURN)).toThrow(
    '- modelId: expected a word that no other model of the repository has, but got "churn-prod"',
  );
});

test('the workflows of a project within another are where GitHub reads them', () => {
  const root = emptyProject();
  const inner = new Project({ name: 'inner', parent: root, outdir: 'packages/inner' });
  new ModelDeploymentIam(inner, CHURN);
  expect(ownFiles(Testing.synth(root))).toContain('.github/workflows/churn-prod-preview.yml');
});

const LANGUAGES: [string, (outdir: string) => Project][] = [
  [
    'Python',
    (outdir: string) =>
      new python.PythonProject({
        name: 'x',
        moduleName: 'x',
        authorName: 'a',
        authorEmail: 'a@b.c',
        version: '1.0.0',
        projenrcJs: true,
        outdir,
      }),
  ],
  [
    'Java',
    (outdir: string) => {
      const project = new java.JavaProject({
        name: 'x',
        groupId: 'a.b',
        artifactId: 'x',
        version: '1.0.0',
        projenrcJava: false,
        outdir,
      });
      new javascript.Projenrc(project);
      return project;
    },
  ],
  [
    'TypeScript',
    (outdir: string) => new typescript.TypeScriptProject({ name: 'x', defaultReleaseBranch: 'main', outdir }),
  ],
];

test.each(LANGUAGES)('a %s project can have it beside its own files', (_, create) => {
  const project = create(emptyProject().outdir);
  const before = Object.keys(Testing.synth(create(emptyProject().outdir)));
  new ModelDeploymentIam(project, CHURN);
  const files = Object.keys(Testing.synth(project));
  expect(files).toEqual(expect.arrayContaining([...before, ...GENERATED]));
});

test.each(['Python', 'Java'])('the files of a %s project say what is run, and can be upgraded', (language) => {
  const [, create] = LANGUAGES.find(([name]) => name === language)!;
  const project = create(emptyProject().outdir);
  new ModelDeploymentIam(project, CHURN);
  new ModelDeploymentIam(project, { ...CHURN, endpoint: 'fraud-prod' });
  const files = Testing.synth(project);
  expect(files['.gitignore'].match(/^node_modules\/$/gm)).toHaveLength(1);
  expect(files['bootstrap/README.md']).toContain('To modify, edit .projenrc.js and run "npx projen"');
  const { default: synthesize, upgrade } = files['.projen/tasks.json'].tasks;
  expect(synthesize.steps).toEqual([{ execArgs: ['node', '.projenrc.js'] }]);
  expect(upgrade.steps.map(({ exec }: { exec: string }) => exec)).toEqual([
    'npm install --save-dev model-deployment-iam@latest',
    'npx projen',
  ]);
});

test('a project whose projenrc can not have the component is told so', () => {
  const { outdir } = emptyProject();
  const options = { name: 'x', moduleName: 'x', authorName: 'a', authorEmail: 'a@b.c', version: '1.0.0', outdir };
  const project = new python.PythonProject(options);
  const warn = jest.spyOn(project.logger, 'warn').mockReturnValue();
  new ModelDeploymentIam(project, CHURN);
  expect(warn).toHaveBeenCalledWith(expect.stringMatching(/^"npx projen" runs \.projenrc\.py.* projenrcJs: true/));
});

test.each(['gs://state', 'azblob://state'])(
  'the user is told that the workflows have no credentials for %s',
  (backendUrl) => {
    const project = emptyProject();
    const warn = jest.spyOn(project.logger, 'warn').mockReturnValue();
    new ModelDeploymentIam(project, { ...CHURN, backendUrl });
    expect(warn).toHaveBeenCalledWith(
      expect.stringContaining(`The state of churn-prod is in ${backendUrl}. The workflows have`),
    );
  },
);

describe('a folder of a repository that is there already', () => {
  const folderIn = (repository: string) => {
    const folder = join(repository, 'models/churn');
    mkdirSync(folder, { recursive: true });
    return folder;
  };
  const add = (outdir: string) => new ModelDeploymentIam(new Project({ name: 'churn', outdir }), CHURN);

  test.each(['folder', 'file'])('is refused, because no workflow would run there (.git is a %s)', (kind) => {
    const { outdir } = emptyProject();
    if (kind === 'folder') mkdirSync(join(outdir, '.git'));
    else writeFileSync(join(outdir, '.git'), 'gitdir: elsewhere');
    const folder = folderIn(outdir);
    const message = `${folder} is a folder of the repository ${outdir}, and GitHub reads workflows at the root`;
    expect(() => add(folder)).toThrow(message);
    const options = { name: 'churn', defaultReleaseBranch: 'main', ...CHURN };
    expect(() => new ModelDeploymentIamProject({ ...options, outdir: folder })).toThrow(message);
    expect(() => add(outdir)).not.toThrow();
  });

  test('is taken where it is a repository of its own, or there is none', () => {
    const { outdir } = emptyProject();
    const folder = folderIn(outdir);
    expect(() => add(folder)).not.toThrow();
    mkdirSync(join(outdir, '.git'));
    mkdirSync(join(folder, '.git'));
    expect(() => add(folder)).not.toThrow();
  });
});

describe('the project type', () => {
  function scaffold(more: object = {}): Record<string, string> {
    const { outdir } = emptyProject();
    const project = new ModelDeploymentIamProject({
      name: 'churn',
      defaultReleaseBranch: 'main',
      outdir,
      ...CHURN,
      ...more,
    });
    return Testing.synth(project, { parseJson: false });
  }

  test('is a TypeScript project with the component and a README that says what to do next', () => {
    const files = scaffold();
    expect(ownFiles(files).sort()).toEqual([...GENERATED, ...SAMPLES].sort());
    expect(files['README.md']).toContain('done what [bootstrap/README.md](bootstrap/README.md) says');
    expect(files['README.md']).not.toMatch(/\{\{|undefined/);
  });

  test('has the registry of the models to go on from, until there is code', () => {
    expect(Object.keys(scaffold()).filter((path) => /^(src|test)\/.*\.ts$/.test(path))).toEqual([
      'src/models.ts',
      'test/models.test.ts',
    ]);
    const { outdir } = emptyProject();
    mkdirSync(join(outdir, 'src'));
    expect(Object.keys(scaffold({ outdir }))).not.toContain('src/models.ts');
  });

  test.each([
    [{}, '.projenrc.ts'],
    [{ projenrcTs: false }, '.projenrc.js'],
    [{ projenrcJson: true }, '.projenrc.json'],
  ])('says where the options are: %j', (more, projenrc) => {
    const files = scaffold(more);
    expect(files['README.md']).toContain(`edit \`${projenrc}\` and run`);
    expect(files['bootstrap/README.md']).toContain(`change an option in \`${projenrc}\``);
  });

  test('builds without the permission to write, unless the build is to change files', () => {
    const build = (more?: object) => parse(scaffold(more)['.github/workflows/build.yml']!).jobs.build.permissions;
    expect(build()).toEqual({ contents: 'read' });
    expect(build({ buildWorkflowOptions: { mutableBuild: true } })).toEqual({ contents: 'write' });
  });

  test('builds with a Node of its own, and with actions that are pinned to commits', () => {
    const build = (more?: object) => scaffold(more)['.github/workflows/build.yml']!;
    expect(build()).toContain('node-version: "24"');
    expect(build({ minNodeVersion: '22.1.0' })).toContain('node-version: 22.1.0');
    expect(build({ workflowNodeVersion: '26' })).toContain('node-version: "26"');
    for (const [, version] of build().matchAll(/uses: \S+@(\S+)/g)) expect(version).toMatch(/^[0-9a-f]{40}$/);
  });

  test('is under no licence and nothing to publish, unless the user says so', () => {
    const files = scaffold();
    expect(files).not.toHaveProperty('LICENSE');
    const { license, private: isPrivate, publishConfig } = JSON.parse(files['package.json']!);
    expect([license, isPrivate, publishConfig]).toEqual(['UNLICENSED', true, undefined]);
    expect(scaffold({ license: 'Apache-2.0' }).LICENSE).toContain('Apache License');
    expect(JSON.parse(scaffold({ release: true })['package.json']!)).not.toHaveProperty('private');
  });

  test('needs no secret in any of its workflows', () => {
    const workflows = Object.entries(scaffold()).filter(([path]) => path.startsWith('.github/workflows/'));
    expect(workflows.filter(([, text]) => text.includes('secrets.')).map(([path]) => path)).toEqual([]);
  });

  test('deploys its release branch', () => {
    const files = scaffold({ defaultReleaseBranch: 'trunk' });
    expect(files['.github/workflows/churn-prod-deploy.yml']).toMatch(/branches:\n\s+- trunk\n/);
  });

  test('refuses options that are nearly one of its own, with all else that is wrong', () => {
    expect(() => scaffold({ permisions: ['deploy'], region: 'mars' })).toThrow(
      /^- permisions: expected an option that exists, such as permissions\n- region: /m,
    );
  });

  test('refuses wrong options before it writes anything', () => {
    expect(() => scaffold({ region: 'mars' })).toThrow(
      '- region: expected an AWS region such as us-west-2, but got "mars"',
    );
  });
});
