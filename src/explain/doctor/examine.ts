import type { AwsAccess } from './ask-aws';
import { lookAtAccount, lookAtBucket, lookAtPolicy, lookAtProvider, lookAtRole, type RoleFacts } from './aws-facts';
import { judgeBucket } from './bucket';
import { type Check, right, unknown, wrong } from './check';
import { awsCredentials } from './credentials';
import { judgeEnvironment } from './environment';
import { type Ask, lookAtEnvironment, lookAtRepository, type RepositoryFacts } from './github-facts';
import { ABSENT, type Looked, unseen } from './looked';
import { judgePermissions, putPolicy } from './permissions';
import { requestsIn } from './requests-in';
import { judgeTrust } from './trust';
import { shellWord } from '../../shared/shell';
import { s3Address } from '../../stack/state/s3-address';
import { bootstrapNeeds, type BootstrapNeeds, type CiRole, GITHUB, trustPolicy } from '../../template/bootstrap/needs';
import type { Environment } from '../../template/options/deployment';
import type { BootstrapLine } from '../bootstrap/read-bootstrap';

interface Surroundings {
  readonly environment: NodeJS.ProcessEnv;
  readonly ask: Ask;
}

/** Looks at everything that the bootstrap makes, and says of each thing whether it is as it has to be. */
export async function examine(line: BootstrapLine, { environment, ask }: Surroundings): Promise<Check[]> {
  const { owner, name } = line.repository!;
  const repository = `${owner}/${name}`;
  const { region, partition } = line.environment;
  const credentials = await awsCredentials(environment);
  const access =
    credentials.is === 'found' ? { credentials: credentials.value, region, partition, environment } : undefined;
  const [account, known, protection] = await Promise.all([
    access ? lookAtAccount(access) : unseen(credentials.is === 'unseen' ? credentials.why : ''),
    isKnown(line) ? ABSENT : lookAtRepository(repository, ask),
    lookAtEnvironment(
      { name: repository, environment: line.environment.name, branch: line.deployment.defaultBranch },
      ask,
    ),
  ]);
  const onGithub = judgeEnvironment(protection, {
    repository,
    environment: line.environment.name,
    branch: line.deployment.defaultBranch,
  });
  if (!access || account.is !== 'found') {
    const why = account.is === 'unseen' ? account.why : '';
    return [unknown(`Nothing in AWS could be looked at: ${why}`, 'aws sts get-caller-identity'), ...onGithub];
  }
  const expected = line.environment.account;
  if (/^\d{12}$/.test(expected) && expected !== account.value) {
    const text = `The credentials are those of the account ${account.value}, and not of ${expected}: nothing in AWS was looked at.`;
    return [wrong(text, 'aws configure list-profiles # then: export AWS_PROFILE=…, and this again'), ...onGithub];
  }
  const inAws = await examineAws(line, { account: account.value, access, known });
  return [...inAws, ...onGithub];
}

/** Whether the line says all that GitHub would be asked about the repository. */
function isKnown({ repository, subjects }: BootstrapLine): boolean {
  return repository?.ownerId !== undefined && subjects !== undefined;
}

interface InAccount {
  readonly account: string;
  readonly access: AwsAccess;
  readonly known: Looked<RepositoryFacts>;
}

async function examineAws(line: BootstrapLine, place: InAccount): Promise<Check[]> {
  const { account, access } = place;
  const environment = inAccount(line.environment, account);
  const immutable = immutableName(line, place.known);
  const needs = bootstrapNeeds(
    { ...environment, creates: { ...ALL, boundary: environment.creates.boundary } },
    line.deployment,
    {
      account,
      literal: '${',
      repository: `${line.repository!.owner}/${line.repository!.name}`,
      immutableRepository: immutable ?? '',
    },
  );
  const provider = needs.roles[0]!.trust.provider;
  const [audiences, bucket, boundary, ...roles] = await Promise.all([
    lookAtProvider(provider, access),
    bucketChecks(environment, place),
    boundaryChecks(needs, environment, access),
    ...needs.roles.map(({ id }) => lookAtRole(arnOfRole(id, environment).replace(/^.*\//, ''), access)),
  ]);
  return [
    providerCheck(audiences, provider),
    ...bucket,
    ...boundary,
    ...needs.roles.flatMap((role, index) =>
      roleChecks(roles[index]!, role, { line, place, environment, needs, immutable }),
    ),
  ];
}

const ALL = { oidcProvider: true, stateBucket: true, previewRole: true, deployRole: true };

/** With the account in place of the repository's variable that has it. */
function inAccount(environment: Environment, account: string): Environment {
  const filled = JSON.stringify(environment).replaceAll(/\$\{\{ vars\.\w+ \}\}/g, account);
  return JSON.parse(filled) as Environment;
}

function arnOfRole(id: CiRole['id'], { previewRoleArn, deployRoleArn }: Environment): string {
  return id === 'PreviewRole' ? previewRoleArn : deployRoleArn;
}

function providerCheck(audiences: Looked<readonly string[]>, arn: string): Check {
  if (audiences.is === 'unseen') {
    const fix = `aws iam get-open-id-connect-provider --open-id-connect-provider-arn ${arn}`;
    return unknown(`GitHub's OIDC provider could not be looked at: ${audiences.why}`, fix);
  }
  if (audiences.is === 'absent') {
    return wrong(
      "GitHub's OIDC provider is not there, so that no job gets in.",
      `aws iam create-open-id-connect-provider --url https://${GITHUB} --client-id-list ${AUDIENCE}`,
    );
  }
  return audiences.value.includes(AUDIENCE)
    ? right(`GitHub's OIDC provider is there, for ${AUDIENCE}.`)
    : wrong(
        `GitHub's OIDC provider takes no tokens for ${AUDIENCE}.`,
        `aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${arn} --client-id ${AUDIENCE}`,
      );
}

const AUDIENCE = 'sts.amazonaws.com';

async function bucketChecks(environment: Environment, place: InAccount): Promise<Check[]> {
  const { state, request, region } = environment;
  if (!state) return [{ state: 'none', text: 'The state is not in S3, so there is no bucket to look at.' }];
  const backend = { ...request.backend, url: environment.inputs['backend-url'] ?? request.backend.url };
  const address = s3Address(backend, region, {
    AWS_ENDPOINT_URL: place.access.environment.AWS_ENDPOINT_URL,
    AWS_ENDPOINT_URL_S3: place.access.environment.AWS_ENDPOINT_URL_S3,
  });
  const facts = await lookAtBucket(address, state.account ?? place.account, place.access);
  return judgeBucket(facts, { name: state.bucket, region: address.region });
}

/** The deploy role makes no role without it. */
async function boundaryChecks(needs: BootstrapNeeds, environment: Environment, access: AwsAccess): Promise<Check[]> {
  const arn = environment.inputs['permissions-boundary'];
  if (arn === undefined) return [];
  const looked = await lookAtPolicy(arn, access);
  if (looked.is === 'found') return [right(`The permissions boundary of the model's role, ${arn}, is there.`)];
  if (looked.is === 'unseen') {
    return [
      unknown(
        `The permissions boundary ${arn} could not be looked at: ${looked.why}`,
        `aws iam get-policy --policy-arn ${shellWord(arn)}`,
      ),
    ];
  }
  const text = `The permissions boundary of the model's role, ${arn}, is not there.`;
  return [
    needs.boundary
      ? wrong(
          text,
          `aws iam create-policy --policy-name ${shellWord(needs.boundary.name)} --policy-document ${shellWord(JSON.stringify(needs.boundary.policy))}`,
        )
      : wrong(text, 'aws iam list-policies --scope Local # then: --permissions-boundary with one of them'),
  ];
}

interface RoleExpectation {
  readonly line: BootstrapLine;
  readonly place: InAccount;
  readonly environment: Environment;
  readonly needs: BootstrapNeeds;
  readonly immutable?: string;
}

function roleChecks(facts: Looked<RoleFacts>, role: CiRole, expectation: RoleExpectation): Check[] {
  const { environment, needs } = expectation;
  const arn = arnOfRole(role.id, environment);
  const name = arn.replace(/^.*\//, '');
  const trusted = trustedSubjects(role, expectation);
  if (facts.is === 'unseen') {
    return [
      unknown(
        `The role ${name} could not be looked at: ${facts.why}`,
        `aws iam get-role --role-name ${shellWord(name)}`,
      ),
    ];
  }
  if (facts.is === 'absent') {
    const trust = trustPolicy(role.trust, [...trusted.subjects, ...trusted.otherSubjects]);
    const create = `aws iam create-role --role-name ${shellWord(name)} --assume-role-policy-document ${shellWord(JSON.stringify(trust))}`;
    return [wrong(`The role ${name} is not there.`, `${create} && ${putPolicy(name, role.policy)}`)];
  }
  const reading = new Set(
    requestsIn(needs.roles.find(({ id }) => id === 'PreviewRole')!.policy).map(({ action }) => action),
  );
  const writing = requestsIn(needs.roles.find(({ id }) => id === 'DeployRole')!.policy);
  return [
    ...trusted.notes,
    ...judgeTrust(facts.value.trust, { role, arn, ...trusted, strangers: strangersOf(role, expectation) }),
    ...judgePermissions(facts.value, {
      name,
      policy: role.policy,
      forbidden: role.id === 'PreviewRole' ? writing.filter(({ action }) => !reading.has(action)) : [],
    }),
  ];
}

/** Which forms of subjects the jobs have: as GitHub says it, or as the line does, or any that is known. */
function trustedSubjects({ id, trust }: CiRole, { line, place, immutable }: RoleExpectation) {
  const { known } = place;
  const form = known.is === 'found' ? known.value.hasImmutableSubjects : undefined;
  const immutableSubjects = immutable === undefined ? [] : trust.immutableSubjects;
  if (line.subjects !== undefined && immutable !== undefined) {
    const subjects = line.subjects === 'both' ? [...trust.subjects, ...immutableSubjects] : immutableSubjects;
    return { subjects, otherSubjects: [], areCertain: true, notes: [] };
  }
  if (form?.is === 'found' && immutable !== undefined) {
    const [subjects, otherSubjects] = form.value
      ? [immutableSubjects, [] as string[]]
      : [trust.subjects, immutableSubjects];
    return { subjects, otherSubjects, areCertain: true, notes: [] };
  }
  const note = unknown(
    'Which form the subjects of the tokens have is not known, as GitHub could not be asked.',
    'export GH_TOKEN=$(gh auth token)',
  );
  return {
    subjects: [...trust.subjects, ...immutableSubjects],
    otherSubjects: [],
    areCertain: false,
    notes: id === 'PreviewRole' ? [note] : [],
  };
}

/** Jobs that a role must not let in: of others, and for the role that writes those that nobody has to agree to. */
function strangersOf({ id, trust }: CiRole, { line, immutable }: RoleExpectation): string[] {
  const { repository } = line;
  const names = [`${repository!.owner}/${repository!.name}`, ...(immutable === undefined ? [] : [immutable])];
  const contexts =
    id === 'DeployRole' ? ['pull_request', 'ref:refs/heads/some-branch', 'environment:some-environment'] : [];
  const elsewhere = trust.subjects.map((subject) => subject.replace(/^repo:[^:]*/, 'repo:stranger/elsewhere'));
  const beside = trust.subjects.map((subject) => subject.replace(/^repo:([^:]*)/, 'repo:$1-other'));
  return [...names.flatMap((name) => contexts.map((context) => `repo:${name}:${context}`)), ...elsewhere, ...beside];
}

function immutableName({ repository }: BootstrapLine, known: Looked<RepositoryFacts>): string | undefined {
  const { owner, name, ownerId, repositoryId } = repository!;
  if (known.is === 'found') return `${owner}@${known.value.ownerId}/${name}@${known.value.repositoryId}`;
  return ownerId && repositoryId ? `${owner}@${ownerId}/${name}@${repositoryId}` : undefined;
}
