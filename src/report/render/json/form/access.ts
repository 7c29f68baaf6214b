import { accessTests } from './access-tests';
import { anything, list, named, object, oneWordOf, optional, text, truth, wholeNumber } from '../schema';
import { verification } from './verification';

const changedProperty = named(
  'changedProperty',
  object(
    {
      path: text("The property's path, such as `tags.team`."),
      before: optional(anything('Its value before; absent where there is none.')),
      after: optional(anything('Its value after; absent where there is none.')),
      replaces: truth('Whether its change is why the resource is replaced.'),
    },
    'A changed property.',
  ),
);

const change = named(
  'change',
  object(
    {
      type: text("The resource's type, such as `aws:iam/policy:Policy`."),
      resource: text("The resource's name in the stack."),
      urn: text("The resource's URN in the stack; empty for what is not in it."),
      operation: oneWordOf(['create', 'update', 'replace', 'delete', 'import'], 'What happens to it.'),
      status: oneWordOf(
        ['planned', 'done', 'failed', 'not-reached', 'not-started', 'drifted', 'missing'],
        'How far that came; `drifted` for what was changed outside of Pulumi, `missing` for what the state does not have and should.',
      ),
      id: optional(text("The resource's id in AWS, where it is known.")),
      properties: list(changedProperty(), 'The properties that change.'),
      error: optional(text("The engine's message, where the operation failed.")),
      unmet: optional(
        list(
          changedProperty(),
          'What is not as it was asked for although the engine is done; `before` is what is there.',
        ),
      ),
    },
    'What happens to one resource.',
  ),
);

const documentChange = named(
  'documentChange',
  object(
    {
      before: optional(anything('The document before; absent where there is none. A text if it is not JSON.')),
      after: optional(anything('The document after; absent where there is none. A text if it is not JSON.')),
    },
    "A policy document on both sides of a change. For drift, `before` is what Pulumi's state has and `after` what was found.",
  ),
);

const arnOf = (what: string) =>
  object(
    { name: text(`The ${what}'s name.`), arn: text(`The ${what}'s ARN.`), document: documentChange() },
    `The ${what}, with its document.`,
  );

const boundary = named(
  'boundary',
  object(
    {
      arn: text("The policy's ARN."),
      document: optional(anything('Its document; absent where it is not known, and then it counts nowhere.')),
      file: optional(text('The file in the repository that the document is from; absent where IAM has told it.')),
      unread: optional(text('Why IAM could not tell it.')),
      differingFile: optional(text('The file in the repository that says something else than IAM.')),
    },
    "The policy that bounds the role's permissions.",
  ),
);

export const access = named(
  'access',
  object(
    {
      target: object(
        {
          partition: text('The partition, such as `aws`.'),
          region: text('The region.'),
          account: text('The account: twelve digits.'),
          endpoint: text("The endpoint's name."),
          bucket: text("The bucket's name."),
          prefix: text('A folder in the bucket that ends in a slash; empty for the whole bucket.'),
          bucketAccess: optional(
            list(oneWordOf(['read', 'write', 'list'], 'A kind of access.'), 'What the role may do in the bucket.'),
          ),
          endpointConfigs: optional(list(text('A name or a pattern.'), 'The endpoint configurations.')),
          models: optional(list(text('A name or a pattern.'), 'The models in SageMaker.')),
          executionRole: optional(text('The ARN of the role that SageMaker assumes to run the model.')),
          kmsKey: optional(text('The ARN of the KMS key that encrypts artifacts and volumes.')),
          ecrRepositories: optional(list(text('A name or an ARN.'), "The repositories of the model's images.")),
        },
        'What the deployment of the model touches.',
      ),
      stack: text('The full name of the Pulumi stack.'),
      policy: arnOf('policy'),
      role: arnOf('role'),
      changes: list(change(), 'What happens to the resources of the stack; those that stay as they are are left out.'),
      verification: optional(verification('What AWS says to it; absent where `verify` does not ask.')),
      accessTests: optional(accessTests),
      approval: optional(
        object(
          {
            state: oneWordOf(
              ['not-required', 'approved', 'proved', 'missing', 'without-github'],
              'Whether the change has the approval it needs; `proved`: AWS proves that there is no new access, which counts in its place; `without-github`: a reason was given in its place.',
            ),
            label: optional(text('The label that stands for the approval; absent where a review does.')),
            by: optional(text('The login of whoever approved.')),
            at: optional(text('When that was, in ISO 8601.')),
            pullRequest: optional(wholeNumber(1, 'The number of the pull request.')),
            reason: optional(text('The reason that was given in place of an approval.')),
            why: optional(text('Why it needs one that it does not have.')),
          },
          'Whether the change is approved; absent where that is not known.',
        ),
      ),
      boundary: optional(
        object(
          {
            before: optional(boundary('That of before the change.')),
            after: optional(boundary('That of after the change.')),
          },
          'The permissions boundaries of the role, where they were looked for.',
        ),
      ),
      foreignPolicies: list(
        object(
          {
            kind: oneWordOf(['inline', 'attached'], '`inline`: part of the role. `attached`: a managed policy.'),
            name: text('The name of an inline policy, the ARN of an attached one.'),
            document: optional(anything('Its document; absent where it could not be read. A text if it is not JSON.')),
            unread: optional(text('Why it could not be read.')),
          },
          'A policy that the stack did not put on the role.',
        ),
        'Policies on the role that are not of this stack.',
      ),
      unseen: list(text('A sentence.'), 'What could not be looked at, so that the report says nothing of it.'),
      idleIgnores: optional(
        list(text('Such as `pass-any-role@Deploy`.'), 'The entries of `ignore-findings` that let nothing pass.'),
      ),
      comparedWith: oneWordOf(
        ['aws', 'state'],
        'What the change starts from: what AWS has, or the state as the last run left it.',
      ),
      notes: list(text('A note, in one or two sentences.'), 'What a reviewer should know besides.'),
    },
    'What a deployment may do.',
  ),
);
