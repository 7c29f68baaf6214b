import { parseArgs } from 'node:util';
import { type InputName, INPUTS } from '../../contract';
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
    return wrongOptions(error, [...PLAN_INPUTS, 'format', 'help']);
  }
}

/** As wide as the narrowest terminals that people use. */
const WIDTH = 80;

export const PLAN_USAGE = `Usage: model-deployment-iam plan --endpoint NAME --bucket NAME --region REGION
       [options]

Shows what the Action would make of its inputs, which are the options: the
policy, who may assume the role, and what that allows. It asks neither AWS nor
GitHub, and changes nothing. What each takes:
https://github.com/model-deployment-iam/model-deployment-iam/blob/main/docs/inputs.md

${wrapped(PLAN_INPUTS.map((name) => `--${name}`)).join('\n')}

  --format ${FORMATS.join('|')}
  --help

A list is separated by commas, and an option may be given again.
Exit codes: 0 all is well, 1 errors among the findings, 2 wrong usage.
`;

function wrapped(words: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const longer = `${lines.at(-1) ?? ''}, ${word}`;
    if (lines.length > 0 && longer.length < WIDTH) lines.splice(-1, 1, longer);
    else lines.push(`  ${word}`);
  }
  return lines;
}
