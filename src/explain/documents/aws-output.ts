import { type JsonObject, isObject } from '../../shared/json';
import { shellWord } from '../../shared/shell';

/** A policy document as a command of AWS's CLI prints it. */
interface AwsOutput {
  /** The document, or its text. */
  readonly document: unknown;
  /** What was printed, as the subject of a sentence. */
  readonly what: string;
  /** What else there is to know, in a sentence. */
  readonly remark?: string;
}

/** The one document of an answer of IAM that has one. */
export function documentOfOutput(value: JsonObject): AwsOutput | undefined {
  const { PolicyVersion, Role, PolicyDocument, Document, AssumeRolePolicyDocument, InlinePolicy } = value;
  if (isObject(PolicyVersion)) return versionOf(PolicyVersion, 'the output of aws iam get-policy-version');
  if (isObject(Role)) return trustOf(Role, 'the output of aws iam get-role');
  if (isDocumentLike(PolicyDocument)) {
    const owner = ['Role', 'User', 'Group'].find((kind) => `${kind}Name` in value);
    const what = owner ? `the output of aws iam get-${owner.toLowerCase()}-policy` : 'a policy with its name';
    return { document: PolicyDocument, what };
  }
  if (isDocumentLike(Document) && 'VersionId' in value) return versionOf(value, 'a version of a policy');
  if (isDocumentLike(AssumeRolePolicyDocument)) return trustOf(value, 'a role');
  if (isDocumentLike(InlinePolicy)) {
    return { document: InlinePolicy, what: 'the output of aws sso-admin get-inline-policy-for-permission-set' };
  }
  return undefined;
}

function isDocumentLike(value: unknown): boolean {
  return isObject(value) || typeof value === 'string';
}

function versionOf({ Document, VersionId, IsDefaultVersion }: JsonObject, what: string): AwsOutput | undefined {
  if (!isDocumentLike(Document)) return undefined;
  const remark =
    IsDefaultVersion === false ? `It is version ${String(VersionId)} of the policy, which is not the default one.` : '';
  return { document: Document, what, remark };
}

function trustOf({ AssumeRolePolicyDocument: document }: JsonObject, what: string): AwsOutput | undefined {
  return isDocumentLike(document) ? { document, what } : undefined;
}

/** For what lists policies, or tells of one, without what they say: the command that prints one of them. */
export function commandForDocument(value: JsonObject): string | undefined {
  const { Policy, PolicyVersion, Versions, PolicyNames, AttachedPolicies, Policies } = value;
  if (isObject(Policy) && typeof Policy.Arn === 'string') return versionCommand(Policy.Arn, Policy.DefaultVersionId);
  if (isObject(PolicyVersion)) return versionCommand('POLICY_ARN', PolicyVersion.VersionId);
  const version = firstOf(Versions, ({ IsDefaultVersion }) => IsDefaultVersion === true) ?? firstOf(Versions);
  if (version) return versionCommand('POLICY_ARN', version.VersionId);
  const attached = firstOf(AttachedPolicies);
  if (attached) return versionCommand(String(attached.PolicyArn), undefined);
  const listed = firstOf(Policies, ({ Arn }) => typeof Arn === 'string');
  if (listed) return versionCommand(String(listed.Arn), listed.DefaultVersionId);
  const [name] = Array.isArray(PolicyNames) ? (PolicyNames as unknown[]) : [];
  return typeof name === 'string'
    ? `aws iam get-role-policy --role-name ROLE --policy-name ${shellWord(name)}`
    : undefined;
}

function firstOf(list: unknown, isWanted: (member: JsonObject) => boolean = () => true): JsonObject | undefined {
  return Array.isArray(list) ? list.filter(isObject).find(isWanted) : undefined;
}

/** @param version where it is not known, AWS is asked for the default one */
function versionCommand(arn: string, version: unknown): string {
  const policy = shellWord(arn);
  const known =
    typeof version === 'string'
      ? shellWord(version)
      : `"$(aws iam get-policy --policy-arn ${policy} --query Policy.DefaultVersionId --output text)"`;
  return `aws iam get-policy-version --policy-arn ${policy} --version-id ${known}`;
}
