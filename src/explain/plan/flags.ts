import { type InputName, INPUTS, RUN_INPUTS } from '../../contract';
import { listed } from '../../shared/listed';
import { invalid, type Parsed, valid } from '../../shared/parsed';
import { readOptions } from '../read-options';

const FORMATS = ['text', 'markdown', 'json', 'html', 'terraform', 'cloudformation'] as const;
export type PlanFormat = (typeof FORMATS)[number];

export interface PlanArguments {
  /** What the command line gives, in the form of the Action's inputs. */
  readonly inputs: Partial<Readonly<Record<InputName, string>>>;
  readonly format: PlanFormat;
}

/** The inputs that are options here, by the same names. */
const PLAN_INPUTS = (Object.keys(INPUTS) as InputName[]).filter(
  // What tests come to is not looked at here.
  (name) => name !== 'access-tests' && !RUN_INPUTS.some((other) => other === name),
);

/** @returns `help` where only the usage is asked for; what was expected names the option that is wrong */
export function parsePlanArguments(line: readonly string[]): Parsed<PlanArguments | 'help'> {
  const parsed = parseInputFlags(line, ['format']);
  if (!parsed.ok || parsed.value === 'help') return parsed as Parsed<'help'>;
  const format = parsePlanFormat(parsed.value.others.format);
  return format.ok ? valid({ inputs: parsed.value.inputs, format: format.value }) : format;
}

export function parsePlanFormat(format = 'text'): Parsed<PlanFormat> {
  const known = FORMATS.find((each) => each === format);
  return known ? valid(known) : invalid(`--format to be ${listed(FORMATS, 'or')}, not ${format}`);
}

interface InputFlags<Other extends string> {
  readonly inputs: PlanArguments['inputs'];
  readonly others: Partial<Readonly<Record<Other, string>>>;
}

/**
 * Reads options that are inputs of the Action.
 *
 * @param others names of options besides, each with a value
 */
export function parseInputFlags<Other extends string>(
  line: readonly string[],
  others: readonly Other[],
): Parsed<InputFlags<Other> | 'help'> {
  const flags = PLAN_INPUTS.map((name) => [name, { type: 'string', multiple: true }] as const);
  const read = readOptions({
    args: [...line],
    options: {
      ...Object.fromEntries(flags),
      ...Object.fromEntries(others.map((name) => [name, { type: 'string' }] as const)),
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (!read.ok) return read;
  const { help, ...given } = read.value.values as Record<string, string | string[]> & { help?: boolean };
  if (help) return valid('help');
  const inputs = Object.entries(given).flatMap(([name, value]) =>
    Array.isArray(value) ? [[name, value.join('\n')] as const] : [],
  );
  const texts = Object.entries(given).filter(([, value]) => typeof value === 'string');
  return valid({
    inputs: Object.fromEntries(inputs),
    others: Object.fromEntries(texts) as InputFlags<Other>['others'],
  });
}

/** As wide as the narrowest terminals that people use. */
const WIDTH = 80;

export const PLAN_USAGE = `Usage: model-deployment-iam plan --endpoint NAME --bucket NAME --region REGION
       [options]
       model-deployment-iam plan --models FILE [--model ID] [--environment NAME]

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
