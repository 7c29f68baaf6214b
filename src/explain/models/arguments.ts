import { listed } from '../../shared/listed';
import { invalid, type Parsed, valid } from '../../shared/parsed';
import { readOptions } from '../read-options';

const FORMATS = ['text', 'json'] as const;

export interface CheckArguments {
  /** Paths and patterns. */
  readonly patterns: readonly string[];
  readonly environment?: string;
  readonly format: (typeof FORMATS)[number];
}

/** @param line the arguments behind `models check` */
export function parseCheckArguments(line: readonly string[]): Parsed<CheckArguments | 'help'> {
  const parsed = parse(line);
  if (!parsed.ok) return parsed;
  const { help, environment, format = 'text' } = parsed.value.values;
  const patterns = parsed.value.positionals;
  if (help) return valid('help');
  if (patterns.length === 0) return invalid('the files of models, such as models/*.yaml');
  const known = FORMATS.find((each) => each === format);
  return known
    ? valid({ patterns, environment, format: known })
    : invalid(`--format to be ${listed(FORMATS, 'or')}, not ${format}`);
}

const OPTIONS = {
  environment: { type: 'string' },
  format: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

function parse(line: readonly string[]) {
  return readOptions({ args: [...line], allowPositionals: true, options: OPTIONS });
}

export const MODELS_USAGE = `Usage: model-deployment-iam models check FILES… [options]
       model-deployment-iam models init --endpoint NAME --bucket NAME
           --region REGION --account-id ACCOUNT [options] > models/NAME.yaml

check says what is wrong with files that list models, and which stacks they
make. It is to run in the root of the repository. FILES are paths or patterns,
such as 'models/*.yaml'. init prints such a file with one model. Both ask
neither AWS nor GitHub. What a file has in it:
https://github.com/model-deployment-iam/model-deployment-iam/blob/main/docs/models.md

Options of check:
  --environment NAME   list the stacks of this environment only
  --format ${FORMATS.join('|')}

Options of init: those of plan that are inputs, and
  --environment NAME   where the model is (default: production)
  --state URL          where its stack is kept, such as s3://my-pulumi-state
  --help

Exit codes: 0 all is well, 2 the files or the options are wrong.
`;
