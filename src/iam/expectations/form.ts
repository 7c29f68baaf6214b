/**
 * What a test of access consists of: the reader of such files and the published schema are both made from this table, so that
 * they can't disagree.
 */
export type FieldKind = 'name' | 'actions' | 'resources' | 'context' | 'principal' | 'token';

export interface Field {
  readonly kind: FieldKind;
  readonly description: string;
}

export const FIELDS = {
  name: {
    kind: 'name',
    description: 'What is expected, in words: they stand in the report. No two tests have the same.',
  },
  allow: {
    kind: 'actions',
    description:
      'The actions that are expected to be allowed, such as `s3:GetObject` or `s3:Get*`: all of them, on each of the resources, whatever else the request has.',
  },
  deny: {
    kind: 'actions',
    description:
      'The actions that are expected to be denied: each of them, on each of the resources, in every request.',
  },
  resource: {
    kind: 'resources',
    description:
      'ARNs, or patterns of them with `*` and `?`, which stand for all resources that match. Default: any resource.',
  },
  except: {
    kind: 'resources',
    description: 'The resources that the test is not about, in the same form.',
  },
  context: {
    kind: 'context',
    description:
      'What the request has: condition keys and their values. A list is one of its values; for a key that has several values at a time, such as `aws:TagKeys`, all of them together. `null` stands for a key that the request does not have. What is not mentioned may be anything.',
  },
  unless: {
    kind: 'context',
    description: 'The requests that the test is not about: those that have all of this.',
  },
  principal: {
    kind: 'principal',
    description:
      'Who asks to assume the role, for a test of the trust policy: `AWS`, `Service` or `Federated` and its ARN or name. `*` stands for anybody, and the root of an account for everybody in it.',
  },
  token: {
    kind: 'token',
    description:
      'The claims of the token by which a job of a workflow asks to assume the role, such as `repository` and `ref`: for a test of the trust policy with `sts:AssumeRoleWithWebIdentity`.',
  },
} as const satisfies Readonly<Record<string, Field>>;

export type FieldName = keyof typeof FIELDS;

export const MAX_TESTS = 200;
export const MAX_NAME = 120;
/** Of a list. */
export const MAX_ENTRIES = 50;

/** How the texts of a test look; what they mean is checked besides. Placeholders such as `{bucket}` stand for texts. */
export const FORMS = {
  action: { source: '^(\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$', expected: 'an action such as s3:GetObject or s3:Get*' },
  resource: {
    source: '^(\\*|(arn:|\\{[a-z-]+\\}).*)$',
    expected: 'an ARN such as {bucket-arn}/*, or * for any resource',
  },
  key: { source: '^[^\\s:]+:.+$', expected: 'a condition key such as aws:SourceIp' },
} as const;

/** The types of principals that can ask to assume a role. */
export const CALLER_TYPES = ['AWS', 'Service', 'Federated'] as const;
