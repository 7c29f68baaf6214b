import { listed } from './shared/listed';

/**
 * The contract between a workflow and the Action: every input and output, once.
 *
 * `action.yml`, the tables in docs/inputs.md, the parser of the Action and the `with:` of scaffolded workflows are all made from
 * these two tables, so that they cannot disagree.
 */

/** How the text of an input is read. A `list` is separated by commas, spaces or new lines; `tags` are `key=value` lines. */
export type InputKind = 'text' | 'choice' | 'list' | 'boolean' | 'integer' | 'tags';

/** One input of the Action. */
export interface InputDefinition {
  readonly kind: InputKind;
  /** One sentence or two in Markdown, as shown in `action.yml` and in docs/inputs.md. */
  readonly description: string;
  readonly required?: boolean;
  /** The text that counts when the workflow gives none. */
  readonly default?: string;
  /** The only values (`choice`) or members (`list`) that are accepted. */
  readonly choices?: readonly string[];
  /** A valid value, for documentation and for error messages. */
  readonly example?: string;
  /** What an `integer` counts and its range, as an error says what is expected. */
  readonly expected?: string;
}

/** One output of the Action. */
export interface OutputDefinition {
  readonly description: string;
  readonly example: string;
}

/** The version of the Pulumi engine that is used, and installed where none is found, unless `pulumi-version` says otherwise. */
export const PULUMI_VERSION = '3.274.1';

/** Why a step may fail: the words of the output `failure-reason`. */
const FAILURE_REASONS = [
  ...['invalid-input', 'engine-unavailable', 'credentials', 'unreachable', 'permission-denied', 'backend'],
  ...[
    'stack-locked',
    'stack-missing',
    'state-damaged',
    'state-foreign',
    'state-not-written',
    'name-taken',
    'in-use',
    'gone',
    'unrecorded',
    'throttled',
    'limit-exceeded',
    'refused',
    'not-applied',
  ],
  ...[
    'drift',
    'unexpected-changes',
    'findings',
    'access-tests',
    'approval-missing',
    'changed-since-preview',
    'cancelled',
    'timed-out',
    'killed',
  ],
  ...['runner', 'engine-crashed', 'engine-failure', 'internal'],
] as const;

export const INPUTS = {
  command: {
    kind: 'choice',
    choices: ['preview', 'up', 'destroy', 'drift', 'unlock'],
    default: 'preview',
    description:
      'What to do: `preview` shows what would change, `up` makes it so, `destroy` removes everything, `drift` reports what was changed outside of Pulumi, `unlock` removes the lock in `lock-id` that a killed run has left on the stack.',
  },
  endpoint: {
    kind: 'text',
    required: true,
    example: 'churn-prod',
    description: 'The SageMaker endpoint: its name or its ARN.',
  },
  bucket: {
    kind: 'text',
    required: true,
    example: 'my-models',
    description:
      "The S3 bucket with the model's artifacts: its name, its ARN or `s3://…`, with an optional key prefix (`my-models/churn`).",
  },
  region: {
    kind: 'text',
    required: true,
    example: 'us-west-2',
    description:
      'The AWS region of the endpoint. The partition follows from it. One that is not in the list of today is taken with a warning.',
  },
  prefix: {
    kind: 'text',
    example: 'churn/',
    description:
      'The folder in the bucket that the role may use, if `bucket` does not name one. Default: the whole bucket.',
  },
  name: {
    kind: 'text',
    example: 'churn-prod-access',
    description:
      "The name of both the role and the policy. Default: the endpoint's name. None that ends in `-access-preview`, `-access-deploy` or `-access-boundary`, as what the template makes for its workflows.",
  },
  permissions: {
    kind: 'list',
    choices: ['deploy', 'baseline', 'invoke', 'observe', 'release', 'execution', 'inference-components', 'tags'],
    default: 'deploy',
    description:
      'The permission sets that the policy is made of: `deploy` (create the endpoint, wait for it, invoke and delete it, read and write the artifacts), `baseline` (create, invoke, delete, read and write, without what creating and waiting need besides), `invoke` (ask the model), `observe` (descriptions, metrics and logs), `release` (models, endpoint configurations and updates of the endpoint), `execution` (what the role that SageMaker itself assumes needs to run the model), `inference-components` (several models on the endpoint), `tags` (read and write tags of what is there). Which of them a practice needs is in `docs/permissions.md`.',
  },
  'bucket-access': {
    kind: 'list',
    choices: ['read', 'write', 'list'],
    example: 'read, list',
    description:
      'What the role may do in the bucket, or in its folder, whatever its permission sets are for. Default: `read` and `write` with `deploy` and `baseline`, `read` with `execution`, nothing with the others.',
  },
  'endpoint-config': {
    kind: 'list',
    example: 'churn-prod-*',
    description:
      "For `deploy`, `observe`, `release` and `tags`: names of endpoint configurations, or patterns of them with `*` and `?`. Default: the endpoint's name, alone or with `-` and anything behind it. Autoscaling names configurations by UUIDs; the pattern `????????-????-????-????-????????????` covers them, and those of all other endpoints in the account.",
  },
  model: {
    kind: 'list',
    example: 'churn-*',
    description:
      "For `observe`, `release` and `tags`: names of models, or patterns of them with `*` and `?`. Default: the endpoint's name, alone or with `-` and anything behind it.",
  },
  'execution-role-arn': {
    kind: 'text',
    example: 'arn:aws:iam::123456789012:role/churn-execution',
    description:
      'For `release`, which needs it: the ARN of the one role that may be passed on to SageMaker to run the model.',
  },
  'kms-key-arn': {
    kind: 'text',
    example: 'arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    description:
      "The ARN of the KMS key that encrypts the artifacts and the endpoint's volumes, where it is not one of AWS's own.",
  },
  'ecr-repository': {
    kind: 'list',
    example: 'churn-inference',
    description:
      "For `execution`, which needs it: the ECR repositories of the model's images, by name or ARN (AWS's own images are in other accounts: `arn:aws:ecr:us-west-2:763104351884:repository/pytorch-inference`).",
  },
  'inference-component': {
    kind: 'list',
    example: 'churn-prod-*',
    description:
      "For `inference-components`, `invoke` and `tags`: names of inference components, or patterns of them with `*` and `?`. Default: with `inference-components` the endpoint's name, alone or with `-` and anything behind it, with the others none.",
  },
  'output-bucket': {
    kind: 'text',
    example: 'my-answers/churn',
    description:
      'For `execution`: the S3 bucket, with an optional key prefix, that asynchronous and batch answers and captured data are written to. Default: nowhere.',
  },
  'notification-topic': {
    kind: 'list',
    example: 'arn:aws:sns:us-west-2:123456789012:churn-answers',
    description:
      'For `execution`: the ARNs of the SNS topics that are told of asynchronous answers and errors. Default: none.',
  },
  'vpc-subnet': {
    kind: 'list',
    example: 'subnet-0123456789abcdef0',
    description:
      'For `execution`: the subnets that the model runs in, by id, or by ARN where another account shares them. Default: no VPC.',
  },
  'vpc-security-group': {
    kind: 'list',
    example: 'sg-0123456789abcdef0',
    description:
      'For `execution`, with `vpc-subnet`: the security groups of the model, by id, or by ARN where another account shares them.',
  },
  'extra-statements': {
    kind: 'text',
    example: '.github/model-access.json',
    description:
      'A JSON file in the repository with statements to add to the policy: an array of statements, or a policy document.',
  },
  'access-tests': {
    kind: 'text',
    example: 'access-tests.yml',
    description:
      'A YAML or JSON file in the repository with what the role is expected to be allowed, and what not, as `docs/access-tests.md` says. If something is otherwise, the step fails; with `up`, nothing is applied then.',
  },
  trust: {
    kind: 'list',
    example: 'github, arn:aws:iam::123456789012:role/app',
    description:
      "Who may assume the role: `github` (jobs of GitHub workflows, by OIDC), `sagemaker` (the SageMaker service), and ARNs of roles, users or accounts' roots. Default: who uses the permission sets, which is `sagemaker` for `execution`, and `github` for all others.",
  },
  'restrict-trust': {
    kind: 'boolean',
    default: 'true',
    description:
      'Let the SageMaker service assume the role only on behalf of this account and region (protects against the confused deputy).',
  },
  'trust-external-id': {
    kind: 'text',
    example: 'churn-7f3a',
    description: 'The external id that the ARNs in `trust` have to give when they assume the role.',
  },
  'trust-session-tags': {
    kind: 'list',
    example: 'configure-aws-credentials',
    description:
      'The keys of the tags that the ARNs in `trust` may give to their sessions of the role (`sts:TagSession`); `configure-aws-credentials` stands for those that this action sets unless it has `role-skip-session-tagging`, and `*` for any. Jobs that assume the role by OIDC set none. Default: no tags.',
  },
  'github-repository': {
    kind: 'text',
    example: 'acme@123456/churn@456789',
    description:
      'For `trust: github`: the repository whose jobs may assume the role. Default: the one that the workflow runs in. Another one is given with its ids, because its tokens may have them in their subject.',
  },
  'github-ref': {
    kind: 'text',
    example: 'refs/tags/v1',
    description:
      'For `trust: github`: the branch or tag whose jobs may assume the role. Default: the default branch, if neither an environment nor pull requests are given.',
  },
  'github-environment': {
    kind: 'text',
    example: 'production',
    description:
      'For `trust: github`: the environment whose jobs may assume the role. A job with an environment has it in its subject in place of the branch.',
  },
  'github-pull-requests': {
    kind: 'boolean',
    default: 'false',
    description:
      'For `trust: github`: let jobs that pull requests start assume the role, which lets everybody in who can push to the repository.',
  },
  'github-subject-format': {
    kind: 'choice',
    choices: ['auto', 'classic', 'immutable', 'both'],
    default: 'auto',
    description:
      'For `trust: github`: the form of the subject in the tokens of the repository: `classic` (`repo:OWNER/NAME:…`), `immutable` (`repo:OWNER@OWNER_ID/NAME@ID:…`, the default for repositories created or renamed since 15 July 2026), `both`, or `auto` (`immutable` where the event tells that the repository is that new, else `both`).',
  },
  'github-subject': {
    kind: 'text',
    example: 'repo:acme/churn:job_workflow_ref:acme/shared/.github/workflows/deploy.yml@refs/heads/main',
    description:
      'For `trust: github` with a repository that has chosen its own subject (`include_claim_keys`): the subjects of its tokens in full, one a line, in place of those that the inputs above make.',
  },
  'github-audience': {
    kind: 'list',
    example: 'sts.amazonaws.com.cn',
    description:
      'For `trust: github`: the audience of the tokens, as in `audience` of configure-aws-credentials. Default: `sts.amazonaws.com`, in China that and `sts.amazonaws.com.cn`.',
  },
  'github-oidc-provider': {
    kind: 'text',
    example: 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com',
    description:
      "For `trust: github`: the ARN of the identity provider in IAM. Default: the one for this GitHub in the role's account.",
  },
  'account-id': {
    kind: 'text',
    example: '123456789012',
    description: "The AWS account. Default: the account in the endpoint's ARN, else the account of the credentials.",
  },
  'role-path': {
    kind: 'text',
    default: '/',
    example: '/models/',
    description: 'The IAM path of the role and the policy.',
  },
  'permissions-boundary': {
    kind: 'text',
    example: 'arn:aws:iam::123456789012:policy/boundary',
    description:
      "The ARN of the policy that bounds the role's permissions. What it allows is read from IAM, and counts in the report: only what policy and boundary both allow is allowed.",
  },
  'boundary-file': {
    kind: 'text',
    example: '.github/model-boundary.json',
    description:
      'A JSON file in the repository with the document of the policy in `permissions-boundary`, for where the credentials may not read that from IAM. Where they may, what IAM has counts, and the report says if the file says something else.',
  },
  'max-session-duration': {
    kind: 'integer',
    expected: 'a whole number of seconds, from 3600 (1 hour) to 43200 (12 hours)',
    default: '3600',
    description: 'How long a session of the role may last, in seconds (3600 to 43200).',
  },
  tags: {
    kind: 'tags',
    example: 'team=fraud',
    description: 'Tags of the role and the policy, one `key=value` a line.',
  },
  adopt: {
    kind: 'boolean',
    default: 'false',
    description:
      'For `preview` and `up`: take over a role and a policy of this name that IAM has already and that this stack did not make. The report shows what they allow so far, and it counts in `permissions-broadened`. From then on the stack manages them, and `destroy` deletes them. What the stack has made itself is taken over without it, where the state has lost it.',
  },
  'stack-name': {
    kind: 'text',
    example: 'churn-prod',
    description:
      'The name of the Pulumi stack. Default: `NAME.REGION.ACCOUNT`, so that no two models, regions or accounts share a state by accident.',
  },
  'backend-url': {
    kind: 'text',
    example: 's3://my-pulumi-state',
    description:
      'Where Pulumi keeps its state: `s3://…`, `gs://…`, `azblob://…`, `file://…`, or `https://…` for Pulumi Cloud. Default: Pulumi Cloud, if `PULUMI_ACCESS_TOKEN` is set. Never the bucket of the model.',
  },
  'secrets-provider': {
    kind: 'text',
    example: 'awskms://alias/pulumi?region=us-west-2',
    description:
      'What encrypts secrets in the state: `passphrase`, `default` (Pulumi Cloud), `awskms://…`, `azurekeyvault://…`, `gcpkms://…`, `hashivault://…`. Default: `default` with Pulumi Cloud, else `passphrase`. The stack holds no secrets, so an empty passphrase is used where `PULUMI_CONFIG_PASSPHRASE` is not set.',
  },
  'pulumi-version': {
    kind: 'text',
    default: PULUMI_VERSION,
    description:
      'The version of the Pulumi engine to install where no compatible one (same major version, not older) is found.',
  },
  'download-mirror': {
    kind: 'text',
    example: 'https://mirror.acme.dev/pulumi',
    description:
      "Where to download the engine and the AWS plugin, in place of Pulumi's own hosts: an `https://` address below which are both files, by the names that Pulumi gives them. It may hold a user and a password.",
  },
  'download-checksums': {
    kind: 'text',
    description:
      'What downloads have to be: one `SHA256 FILE` a line, as `sha256sum` writes it. It counts before the checksums that this version of the Action knows, and is needed with another `pulumi-version`.',
  },
  'require-checksums': {
    kind: 'boolean',
    default: 'true',
    description:
      'Refuse to download what no checksum is known of. With `false` it is taken, and the report says what was not verified.',
  },
  'lock-timeout': {
    kind: 'text',
    default: '5m',
    example: '90s',
    description:
      'For `up` and `destroy`: how long to wait in all while another run changes the stack, such as `90s`, `5m` or `1h`; `0s` fails at once. `preview` and `drift` take no lock.',
  },
  'lock-id': {
    kind: 'text',
    example: '11111111-2222-4333-8444-555555555555.0a1b2c3d',
    description:
      'For `unlock`, which needs it: the one lock to remove, as the report of the run that met it names it. It is left where it is when it has become another since. For backends in S3 and in folders.',
  },
  refresh: {
    kind: 'boolean',
    default: 'true',
    description:
      'For `preview`, `up` and `destroy`: read from AWS what is there before comparing, so that the report, the gates and the approval start from that. With `false` everything is compared with the state, as the last run left it, and the report says so.',
  },
  'expect-no-changes': {
    kind: 'boolean',
    default: 'false',
    description: 'Fail if there are changes. With `up`, nothing is applied then.',
  },
  'fail-on-drift': {
    kind: 'boolean',
    default: 'true',
    description:
      'Fail if `drift` finds anything. With `false` the step succeeds, and `has-changes` tells what comes next.',
  },
  'fail-on': {
    kind: 'choice',
    choices: ['never', 'error', 'security', 'warning'],
    default: 'error',
    description:
      'Fail if there is a finding at least as severe as this. With `up`, nothing is applied then. `security` also fails on errors, `warning` on both.',
  },
  'ignore-findings': {
    kind: 'text',
    example: 'pass-any-role@Deploy = reviewed by security, ticket 12',
    description:
      'Findings to let pass, one `ID = REASON` a line, or `ID@SID = REASON` for one statement only. Each stays in the report, with the reason, and `fail-on` does not count it. Policies that others put on the role are let pass by their names, `policy-of-others@NAME = REASON`. What AWS would refuse does not pass.',
  },
  'require-approval': {
    kind: 'choice',
    choices: ['never', 'broadening', 'any-change'],
    default: 'never',
    description:
      'Which changes need an approval on their pull request: `broadening` (`permissions-broadened` is `true`: more becomes possible, or it is not certain that not), or `any-change`. Without it the step fails, and `up` applies nothing. An approval is for the difference that the comment shows, and lets it through once.',
  },
  'approval-by': {
    kind: 'choice',
    choices: ['label', 'review'],
    default: 'label',
    description:
      'What approves: `label` (the one in `approval-label`), or `review` (an approving review of the newest commit). It counts only from a person with write permission who did not open the pull request; a review also not from who pushed that commit.',
  },
  'approval-label': {
    kind: 'text',
    default: 'iam-approved',
    description:
      'The label that approves. It counts for what the comment showed when it was added: it is taken off again when the pull request asks for something else.',
  },
  'approve-without-github': {
    kind: 'text',
    example: 'GitHub does not answer, incident 4711, agreed with the team on call',
    description:
      'Breaks the glass where GitHub can’t be asked for an approval: the reason, in words, why the change is made without one. It stands first in the report, and is a warning of the run. Default: an approval is needed.',
  },
  'access-analyzer': {
    kind: 'boolean',
    default: 'false',
    description:
      "Let AWS's IAM Access Analyzer check the policy and the trust policy as well. The credentials need `access-analyzer:ValidatePolicy`; the report says so where it can't be asked.",
  },
  verify: {
    kind: 'list',
    choices: ['no-new-access', 'no-public-access', 'simulate', 'deploy-role', 'access-tests'],
    example: 'no-new-access, simulate',
    description:
      'For `preview` and `up`: what AWS itself is asked about the access. `no-new-access`: whether AWS proves that a change gives none. `no-public-access`: whether it proves that the trust policy does not let everybody in. `simulate`: whether its policy simulator says the same as the report. `deploy-role`: for `preview`, whether the role in `deploy-role-arn` may do what the change needs. `access-tests`: whether it proves what the file in `access-tests` says that the role may not do. Default: nothing. Each needs a permission; what AWS does not answer is told, and is no failure.',
  },
  'deploy-role-arn': {
    kind: 'text',
    example: 'arn:aws:iam::123456789012:role/churn-access-deploy',
    description: 'For `verify: deploy-role`, which needs it: the ARN of the role that will run `up`.',
  },
  'approval-accepts-proof': {
    kind: 'boolean',
    default: 'false',
    description:
      "Let AWS's proof stand for an approval, with `require-approval: broadening` and `verify: no-new-access`: where only the documents of the policy and the role change and AWS proves of each that it gives no new access, none is needed. The report says so. Whatever else changes, is not known or was not looked at needs an approval all the same.",
  },
  'sarif-file': {
    kind: 'text',
    example: 'model-access.sarif',
    description:
      'Where to write the findings as SARIF 2.1.0, for code scanning: a file in the workspace. A finding is shown at its statement in the file of `extra-statements`, or at the workflow. Default: nowhere.',
  },
  'report-file': {
    kind: 'text',
    example: 'model-access.json',
    description:
      'Where to write the whole report as JSON, in the form of `docs/report.schema.json`: a file in the workspace. Default: nowhere.',
  },
  'report-html': {
    kind: 'text',
    example: 'model-access.html',
    description:
      'Where to write the whole report as a page for a browser: one HTML file in the workspace that loads nothing, with a table that can be filtered, the graph, and the documents side by side. Default: nowhere.',
  },
  comment: {
    kind: 'choice',
    choices: ['always', 'changes', 'never'],
    default: 'changes',
    description:
      'When to comment on the pull request: `changes` (also on failure, and to update a comment that exists), `always`, `never`. The job summary is always written.',
  },
  'comment-pr-number': {
    kind: 'integer',
    expected: 'the number of a pull request',
    example: '42',
    description: 'The number of the pull request to comment on. Default: the one that the event belongs to.',
  },
  'github-token': {
    kind: 'text',
    default: '${{ github.token }}',
    description:
      'The token to comment with, and to ask for approvals; it needs `pull-requests: write`, and `contents: read` with `approval-by: review`. With `actions: read` the report says whether the run that holds a lock is over.',
  },
  'aws-endpoint-url': {
    kind: 'text',
    example: 'http://localhost:4566',
    description: 'Another endpoint for IAM and STS, such as a local emulator.',
  },
  'allow-ephemeral-state': {
    kind: 'boolean',
    default: 'false',
    description:
      'Allow `up` and `destroy` with a `file://` backend on a GitHub-hosted runner, where the state is lost when the job ends unless you save it yourself.',
  },
} as const satisfies Readonly<Record<string, InputDefinition>>;

export const OUTPUTS = {
  'policy-arn': {
    description: "The policy's ARN (with `preview`: the ARN it has or will have).",
    example: 'arn:aws:iam::123456789012:policy/churn-prod',
  },
  'role-arn': {
    description: "The role's ARN (with `preview`: the ARN it has or will have).",
    example: 'arn:aws:iam::123456789012:role/churn-prod',
  },
  'policy-name': { description: "The policy's name.", example: 'churn-prod' },
  'role-name': { description: "The role's name.", example: 'churn-prod' },
  'policy-document': {
    description: 'The policy document (JSON).',
    example: '{"Version":"2012-10-17","Statement":[…]}',
  },
  'trust-policy': {
    description: 'The trust policy of the role (JSON).',
    example: '{"Version":"2012-10-17","Statement":[…]}',
  },
  'has-changes': {
    description:
      '`true` if anything changes, changed or has drifted, `false` if not. Empty where that is not known, because the run failed before.',
    example: 'true',
  },
  'change-summary': { description: 'How many resources see which operation (JSON).', example: '{"create":3}' },
  changes: {
    description:
      'Every changed resource with its operation, changed properties and status (JSON). Lists in outputs end at 120,000 bytes, so that they can be given to a step as a variable; a last entry `{"omitted":12}` counts what is left out, and the file of `report-file` has all of it.',
    example: '[{"type":"aws:iam/policy:Policy","operation":"create",…}]',
  },
  findings: {
    description:
      'What is wrong or risky: id, severity, statement, message, why and fix of each finding, and with `ignored` the reason why it is let pass (JSON).',
    example: '[{"id":"pass-any-role","severity":"security",…}]',
  },
  'access-tests': {
    description:
      'What came of the tests in `access-tests`: how many there are, and the names of those that do not hold (JSON). Empty without tests, and where they were not asked.',
    example: '{"tests":12,"failing":["passes no role but to SageMaker"]}',
  },
  'permission-changes': {
    description:
      'What the role may do and could not before, and the other way around, and the same for who may assume it (JSON). Of the `actions` that an entry stands for, at most 20 are listed; `actionCount` says how many there are. Within a permissions boundary that was looked at, both are about what policy and boundary allow together, and `cutAway` has what the policy grants in vain.',
    example: '{"permissions":[{"kind":"gained","action":"s3:PutObject",…}],"trust":[]}',
  },
  'permissions-broadened': {
    description:
      '`true` if more becomes possible, or if it is not certain that not, else `false`. By the policy and the trust policy, conditions and documents that are too large to be compared included; by what the policy names beyond its permissions boundary, which somebody else may widen; and by what other policies in the account may test: name, path and tags of the role and the policy, a longer session, a boundary that is changed, removed or put on a role that had none, a resource that is replaced, and any property or resource whose effect is not known. Descriptions and shorter sessions do not count.',
    example: 'true',
  },
  approval: {
    description:
      'Whether the change has the approval it needs: `not-required`, `approved`, `proved` where AWS proves that there is no new access (`approval-accepts-proof`), `missing`, or `without-github` where `approve-without-github` stood in for it. Empty where it came to no decision.',
    example: 'missing',
  },
  'comment-url': {
    description: 'The address of the comment, if there is one.',
    example: 'https://github.com/acme/churn/pull/42#issuecomment-1',
  },
  stack: {
    description: 'The full name of the Pulumi stack.',
    example: 'organization/model-deployment-iam/churn-prod.us-west-2.123456789012',
  },
  'failure-reason': {
    description: `Why the step failed, as a fixed word: ${listed(FAILURE_REASONS.map(inCode), 'or')}. Empty on success.`,
    example: 'invalid-input',
  },
} as const satisfies Readonly<Record<string, OutputDefinition>>;

export type InputName = keyof typeof INPUTS;

/** Inputs that say how the Action runs, and not what it makes. */
export const RUN_INPUTS = [
  ...(['command', 'adopt', 'stack-name', 'backend-url', 'secrets-provider', 'pulumi-version'] as const),
  ...(['download-mirror', 'download-checksums', 'require-checksums', 'lock-timeout', 'lock-id', 'refresh'] as const),
  ...(['expect-no-changes', 'fail-on-drift', 'fail-on', 'require-approval', 'approval-by', 'approval-label'] as const),
  ...(['approve-without-github', 'approval-accepts-proof', 'access-analyzer', 'verify', 'deploy-role-arn'] as const),
  ...(['sarif-file', 'report-file', 'report-html', 'comment'] as const),
  ...(['comment-pr-number', 'github-token', 'aws-endpoint-url', 'allow-ephemeral-state'] as const),
] as const satisfies readonly InputName[];

/** Inputs that say where a model is. */
const PLACE_INPUTS = ['region', 'account-id'] as const satisfies readonly InputName[];

/** Inputs about a model and its role: all others. */
export type ModelInputName = Exclude<InputName, (typeof RUN_INPUTS)[number] | (typeof PLACE_INPUTS)[number]>;

export const MODEL_INPUTS = (Object.keys(INPUTS) as InputName[]).filter(
  (name): name is ModelInputName => ![...RUN_INPUTS, ...PLACE_INPUTS].some((other) => other === name),
);

export type OutputName = keyof typeof OUTPUTS;
export type FailureReason = (typeof FAILURE_REASONS)[number];

function inCode(word: string): string {
  return `\`${word}\``;
}
