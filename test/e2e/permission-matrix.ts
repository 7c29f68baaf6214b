import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { InvokeEndpointCommand, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { type Role, ROLES } from './permission-roles';
import { expectSequence } from './permission-sequences';
import { runAction } from '../../sandbox/action';
import type { Credentials } from '../../sandbox/aws/local-aws';
import { assumeRole } from '../../sandbox/demo/proof';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import type { Matrix } from '../../src/iam/matrix/matrix';
import { filledIn, RECIPES } from '../docs/recipes';

const ROLE = 'arn:aws:iam::123456789012:role/churn-prod';

const BUCKETS = [
  ...['my-models', 'q7x4zk9w2j8hn3bd', 'my-answers'],
  ...['jumpstart-cache-prod-us-west-2', 'sagemaker-us-west-2-123456789012'],
];

let sandbox: Sandbox;

/**
 * To be called once in a test file: makes the roles, and for each asks the emulator for every cell of its matrix.
 *
 * @param isChosen which roles
 * @param servicesCalled for a role, the services of which all calls are made as well. Default: all
 */
export function testMatrices(
  isChosen: (role: string) => boolean,
  servicesCalled: (role: string) => readonly string[] | undefined = () => undefined,
): void {
  beforeAll(async () => {
    sandbox = await startSandbox();
    for (const bucket of BUCKETS) await sandbox.aws.createBucket(bucket);
  });
  afterAll(() => sandbox.stop());

  // Each goes on with the role of the one before.
  const chosen = Object.entries(ROLES).filter(([role]) => isChosen(role));
  it.each(chosen)('the matrix is what AWS says, and so is every call: %s', async (name, role) => {
    const report = await madeRole(name, role);
    const session = await assumeRole(sandbox.aws, sandbox.aws.sagemakerService, ROLE);
    const { asked, differing } = await compare(report.assessment.matrix, session);
    expect(differing).toEqual([]);
    expect(asked).toBeGreaterThanOrEqual(10);
    const services = servicesCalled(name);
    if (services?.length !== 0) await expectSequence(sandbox.aws, session, role, services);
  });
}

async function madeRole(name: string, { inputs: given, recipe }: Role) {
  const folder = sandbox.folder;
  if (recipe) await writeFile(join(folder, 'recipe.json'), filledIn(RECIPES[recipe]!));
  // The service of the emulator assumes it, with whatever permissions.
  const inputs = {
    ...(recipe ? { permissions: 'invoke', 'extra-statements': 'recipe.json' } : { permissions: name }),
    ...{ trust: 'sagemaker', ...given, command: 'up', 'report-file': join(folder, 'report.json') },
  };
  const { exitCode, log } = await runAction(sandbox, { inputs, environment: { GITHUB_WORKSPACE: folder } });
  if (exitCode !== 0) throw new Error(log);
  return JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'));
}

/** Asks for everything that the emulator decides on by itself. Conditional cells depend on more than is asked. */
async function compare(matrix: Matrix, session: Credentials) {
  const differing: string[] = [];
  let asked = 0;
  for (const { action, cells } of matrix.rows) {
    for (const [index, cell] of cells.entries()) {
      const request = cell && requestOf(action, matrix.places[index]!.arns, session);
      if (!request || cell.now === 'conditional') continue;
      await restoreObjects();
      const answer = await request().then(() => 'allowed', deniedOrThrow);
      asked++;
      if (answer !== cell.now) {
        differing.push(`${action} at ${matrix.places[index]!.words}: ${answer}, not ${cell.now}`);
      }
    }
  }
  return { asked, differing };
}

function requestOf(
  action: string,
  arns: Readonly<Record<string, string>>,
  session: Credentials,
): (() => Promise<unknown>) | undefined {
  const { aws } = sandbox;
  const runtime = new SageMakerRuntimeClient(aws.client(session));
  const s3 = new S3Client({ ...aws.client(session), forcePathStyle: true });
  const endpoint = arns['sagemaker:endpoint']?.split('/')[1];
  const [Bucket, ...key] = (arns['s3:object'] ?? arns['s3:bucket'] ?? '').split(':::').at(-1)!.split('/');
  const object = { Bucket, Key: key.join('/') };
  switch (action) {
    case 'sagemaker:InvokeEndpoint':
      return () => runtime.send(new InvokeEndpointCommand({ EndpointName: endpoint, Body: Buffer.from('{}') }));
    case 's3:GetObject':
      return () => s3.send(new GetObjectCommand(object));
    case 's3:PutObject':
      return () => s3.send(new PutObjectCommand({ ...object, Body: 'new' }));
    case 's3:DeleteObject':
      return () => s3.send(new DeleteObjectCommand(object));
    case 's3:ListBucket':
      return () => s3.send(new ListObjectsV2Command({ Bucket }));
    default:
      return undefined;
  }
}

async function restoreObjects(): Promise<void> {
  const s3 = new S3Client({ ...sandbox.aws.client(sandbox.aws.admin), forcePathStyle: true });
  for (const Bucket of BUCKETS) {
    for (const Key of ['q7x4zk9w2j8hn3bd', 'churn/q7x4zk9w2j8hn3bd']) {
      await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    }
  }
}

function deniedOrThrow(error: Error): 'denied' {
  if (/^AccessDenied(Exception)?$/.test(error.name)) return 'denied';
  throw error;
}
