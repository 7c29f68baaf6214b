import type { InputName } from '../../src/contract';
import { fillTests } from '../../src/iam/expectations/fill-tests';
import { readTests } from '../../src/iam/expectations/read-tests';
import { problemLine } from '../../src/models/problem';
import { readModels, type ReadModels } from '../../src/models/read-models';

/** The least that a file has before its models. */
export const HEAD = [
  'environments:',
  '  production:',
  '    account: 123456789012',
  '    region: us-west-2',
  'models:',
].join('\n');

export function modelsFile(...lines: readonly string[]): string {
  return [HEAD, ...lines.map((line) => `  ${line}`)].join('\n');
}

export const CHURN = ['- endpoint: churn', '  bucket: my-models/churn'] as const;

type RunInputs = Partial<Readonly<Record<InputName, string>>>;

/** Reads files of these names, in a repository that is acme/churn. */
export function read(files: string | Readonly<Record<string, string>>, inputs: RunInputs = {}): ReadModels {
  const named = typeof files === 'string' ? { 'models.yaml': files } : files;
  return readModels(
    Object.entries(named).map(([file, text]) => ({ file, text })),
    {
      input: (name) => inputs[name] ?? (name === 'backend-url' ? 's3://state' : ''),
      environment: { GITHUB_REPOSITORY: 'acme/churn', GITHUB_REPOSITORY_OWNER_ID: '1', GITHUB_REPOSITORY_ID: '2' },
      event: { payload: { repository: { full_name: 'acme/churn', default_branch: 'main' } } },
      folder: __dirname,
      testsReader: { readTests, fillTests },
    },
  );
}

export function problemsOf(files: string | Readonly<Record<string, string>>, inputs?: RunInputs): string[] {
  return read(files, inputs).problems.map(problemLine);
}
