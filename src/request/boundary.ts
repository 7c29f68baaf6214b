import type { Inputs } from './inputs';
import type { JobContext } from './job-context';
import type { BoundaryFile } from './request';
import { pathInRepository, readRepositoryFile } from './workspace-files';
import { parsePolicyDocument } from '../iam/policy/parse-document';

/** The document of the permissions boundary, as the repository has it. */
export function readBoundaryFile(inputs: Inputs, { workspace }: JobContext): BoundaryFile | undefined {
  const path = inputs.values['boundary-file'];
  const text = inputs.takeText('boundary-file', () => readRepositoryFile(path, workspace));
  if (path !== '' && inputs.values['permissions-boundary'] === '') {
    inputs.refuse('boundary-file', [
      'nothing without ',
      { input: 'permissions-boundary' },
      ', the ARN of the policy that the file is the document of',
    ]);
  }
  if (text === undefined) return undefined;

  const { document, problems } = parsePolicyDocument(text);
  for (const problem of problems) inputs.refuse('boundary-file', problem);
  return document === undefined ? undefined : { file: pathInRepository(path, workspace), document };
}
