import { parseArgs } from 'node:util';
import { type InputDefinition, type InputName, INPUTS } from '../../contract';
import { listed } from '../../shared/listed';
import { invalid, type Parsed, valid } from '../../shared/parsed';
import { wrongOptions } from '../wrong-options';

const FORMATS = ['text', 'markdown', 'json', 'html', 'terraform', 'cloudformation'] as const;
export type PlanFormat = (typeof FORMATS)[number];

export interface PlanArguments {
  /** What the command line gives, in the form of the Action's inputs. */
  readonly inputs: Partial<Readonly<Record<InputName, string>>>;
  readonly format: PlanFormat;
}

/** Inputs that say how the Action runs, and not what it makes. */
const ABOUT_THE_RUN: readonly InputName[] = [
  ...(['command', 'adopt', 'stack-name', 'backend-url', 'secrets-provider', 'pulumi-version'] as const),
  ...(['download-mirror', 'download-checksums', 'require-checksums', 'lock-timeout', 'lock-id', 'refresh'] as const),
  ...(['expect-no-changes', 'fail-on-drift', 'fail-on', 'require-approval', 'approval-by', 'approval-label'] as const),
  ...(['approve-without-github', 'approval-accepts-proof', 'access-analyzer', 'verify', 'deploy-role-arn'] as const),
  ...(['access-tests', 'sarif-file', 'report-file', 'report-html', 'comment'] as const),
  ...(['comment-pr-number', 'github-token', 'aws-endpoint-url', 'allow-ephemeral-state'] as const),
];

/** The inputs that are options here, by the same names. */
const PLAN_INPUTS = (Object.keys(INPUTS) as InputName[]).filter((name) => !ABOUT_THE_RUN.includes(name));

/** @returns `help` where only the usage is asked for; what was expected names the option that is wrong */
export function parsePlanArguments(line: readonly string[]): Parsed<PlanArguments | 'help'> {
  const parsed = parse(line);
  if (!parsed.ok) return parsed;
  const { help, format = 'text', ...given } = parsed.value;
  if (help) return valid('help');
  const known = FORMATS.find((each) => each === format);
  if (!known) return invalid(`--format to be ${listed(FORMATS, 'or')}, not ${String(format)}`);
  const inputs = Object.entries(given as Record<string, string[]>).map(([name, values]) => [name, values.join('\n')]);
  return valid({ inputs: Object.fromEntries(inputs), format: known });
}

function parse(line: readonly string[]) {
  const flags = PLAN_INPUTS.map((name) => [name, { type: 'string', multiple: true }] as const);
  try {
    const { values } = parseArgs({
      args: [...line],
      options: {
        ...Object.fromEntries(flags),
        format: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    return valid(values as { help?: boolean; format?: string });
  } catch (error) {
    return wrongOptions(error);
  }
}

export const PLAN_USAGE = `Usage: model-deployment-iam plan --endpoint NAME --bucket NAME --region REGION [options]

Shows what the Action would make of these inputs: the policy, who may assume the role, and what that allows. It asks
neither AWS nor GitHub, and changes nothing.

${PLAN_INPUTS.map(usageOf).join('\n')}
  --format FORMAT
      ${listed(FORMATS, 'or')}; the last two are the same role and policy for those tools (default: text)
  --help
      show this

A list is separated by commas, and an option may be given again. docs/inputs.md says more about each.
Exit codes: 0 all is well, 1 there are errors among the findings, 2 wrong usage.
`;

function usageOf(name: InputName): string {
  const { kind, choices, default: standard, example }: InputDefinition = INPUTS[name];
  const value = choices ? choices.join('|') : (example ?? standard ?? kind);
  return `  --${name} ${kind === 'tags' ? 'KEY=VALUE' : value}`;
}
