import type { Inputs } from './inputs';
import type { JobContext } from './job-context';
import type { AccessTestsFile, Request } from './request';
import { pathInRepository, readRepositoryFile } from './workspace-files';
import { placeholderValues, type PlaceholderValues } from '../iam/expectations/placeholders';
import type { WrittenTest } from '../iam/expectations/written-test';
import type { GithubRepository } from '../iam/generate/trust/github';
import type { PlaceProblem } from '../shared/place-problem';

/** Given only where there are tests to read, because it has to know YAML, and how policies are compared. */
export interface TestsReader {
  /** The form of a file, and the tests in it that have one. */
  readonly readTests: (text: string) => {
    readonly tests: readonly WrittenTest[];
    readonly problems: readonly PlaceProblem[];
  };
  /** What is wrong with the tests of a model; `sourceOf` says where the value of a placeholder comes from. */
  readonly fillTests: (
    written: readonly WrittenTest[],
    values: PlaceholderValues,
    sourceOf: (placeholder: string) => string,
  ) => { readonly problems: readonly PlaceProblem[] };
}

/** @returns `undefined` where there is no file, or nobody to read it */
export function readAccessTests(
  inputs: Inputs,
  { workspace }: JobContext,
  reader: TestsReader | undefined,
): AccessTestsFile | undefined {
  const path = inputs.values['access-tests'];
  const text = inputs.takeText('access-tests', () => readRepositoryFile(path, workspace));
  if (text === undefined || !reader) return undefined;
  const file = pathInRepository(path, workspace);
  const { tests, problems } = reader.readTests(text);
  for (const { expected, ...place } of problems) inputs.refuseIn('access-tests', { file, ...place }, expected);
  return { file, tests };
}

/** What the tests say is looked at before anything runs: that is as wrong with one account as with another. */
export function checkAccessTests(inputs: Inputs, request: Request, reader: TestsReader | undefined): void {
  const { accessTests } = request;
  if (!accessTests || !reader) return;
  const { file, tests } = accessTests;
  const { problems } = reader.fillTests(tests, testValues(request, ANY_ACCOUNT), sourceOf);
  for (const { expected, ...place } of problems) inputs.refuseIn('access-tests', { file, ...place }, expected);
}

const ANY_ACCOUNT = '000000000000';

/** What the placeholders of tests stand for. */
export function testValues({ target, name, path, trust, repository }: Request, account: string): PlaceholderValues {
  const { github } = trust;
  const named = github && 'repository' in github ? github : undefined;
  const trusted = named?.repository ?? repository;
  const isImmutable = named !== undefined && !named.formats.includes('classic');
  return placeholderValues({
    ...target,
    account,
    role: { name, path },
    ...(trusted && { repository: repositoryText(trusted, isImmutable) }),
  });
}

function repositoryText({ owner, name, ownerId, repositoryId }: GithubRepository, isImmutable: boolean): string {
  return isImmutable ? `${owner}@${ownerId}/${name}@${repositoryId}` : `${owner}/${name}`;
}

/** Where the value of a placeholder comes from. */
export function sourceOf(placeholder: string): string {
  switch (placeholder) {
    case 'execution-role':
      return 'execution-role-arn';
    case 'repository':
      return 'github-repository';
    default:
      return placeholder;
  }
}
