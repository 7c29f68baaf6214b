import { type PlannedRole, POLICY_DESCRIPTION } from './planned-role';

/**
 * The same role and policy as a Terraform configuration.
 *
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role
 */
export function terraformConfiguration(role: PlannedRole): string {
  const { name, path, policy, trustPolicy, permissionsBoundary, maxSessionDuration, tags } = role;
  const tagged = Object.keys(tags).length > 0 ? [`tags = ${hcl(tags)}`] : [];
  return [
    block('resource "aws_iam_policy" "model_deployment"', [
      `name        = ${hcl(name)}`,
      `path        = ${hcl(path)}`,
      `description = ${hcl(POLICY_DESCRIPTION)}`,
      `policy      = jsonencode(${hcl(JSON.parse(policy))})`,
      ...tagged,
    ]),
    block('resource "aws_iam_role" "model_deployment"', [
      `name                 = ${hcl(name)}`,
      `path                 = ${hcl(path)}`,
      `max_session_duration = ${maxSessionDuration}`,
      ...(permissionsBoundary ? [`permissions_boundary = ${hcl(permissionsBoundary)}`] : []),
      `assume_role_policy   = jsonencode(${hcl(JSON.parse(trustPolicy))})`,
      ...tagged,
    ]),
    block('resource "aws_iam_role_policy_attachment" "model_deployment"', [
      'role       = aws_iam_role.model_deployment.name',
      'policy_arn = aws_iam_policy.model_deployment.arn',
    ]),
    block('output "policy_arn"', ['value = aws_iam_policy.model_deployment.arn']),
    block('output "role_arn"', ['value = aws_iam_role.model_deployment.arn']),
  ].join('\n');
}

function block(head: string, lines: readonly string[]): string {
  return `${head} {\n${indented(lines.join('\n'))}\n}\n`;
}

/** A value of JSON as an expression. */
function hcl(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) {
    return enclosed(
      '[',
      value.map((each) => `${hcl(each)},`),
      ']',
    );
  }
  const entries = Object.entries(value).map(([key, each]) => `${quoted(key)} = ${hcl(each)}`);
  return enclosed('{', entries, '}');
}

function enclosed(opening: string, lines: readonly string[], closing: string): string {
  return lines.length === 0 ? opening + closing : `${opening}\n${indented(lines.join('\n'))}\n${closing}`;
}

/** JavaScript knows more ends of lines than HCL does, and such may be in a text. */
function indented(text: string): string {
  return text.replace(/^|\n/g, '$&  ');
}

const ESCAPES: Readonly<Record<string, string>> = { '\\b': '\\u0008', '\\f': '\\u000c' };

/**
 * Of what JSON escapes, HCL has no `\b` and `\f`; and it reads `${` and `%{` as templates.
 *
 * https://developer.hashicorp.com/terraform/language/expressions/strings
 */
function quoted(text: string): string {
  return JSON.stringify(text)
    .replace(/\\[^]/g, (escape) => ESCAPES[escape] ?? escape)
    .replace(/([$%])\{/g, '$1$1{');
}
