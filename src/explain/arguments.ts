import { readFilling } from './filling';
import { readOptions } from './read-options';
import { parseRequest } from './request';
import { isAccountId, parseArn } from '../aws/arn';
import type { AccessRequest } from '../iam/evaluate/evaluate';
import type { Filling } from '../iam/expectations/placeholders';
import type { IgnoredFinding } from '../iam/findings/ignored';
import { isOfAnalyzer, isOfOthers, parseIgnoredFindings } from '../iam/findings/read-ignored';
import { invalid, type Parsed, valid } from '../shared/parsed';

const FORMATS = ['text', 'markdown', 'json', 'html', 'junit'] as const;
export type Format = (typeof FORMATS)[number];

export interface ExplainArguments {
  /** Paths; `-` stands for the standard input. */
  readonly policy: string;
  readonly compare?: string;
  readonly trust?: string;
  readonly compareTrust?: string;
  /** The ARN of the role that the policy is of. */
  readonly role?: string;
  readonly boundary?: string;
  readonly compareBoundary?: string;
  readonly requests: readonly AccessRequest[];
  readonly format: Format;
  readonly failOnBroadening: boolean;
  readonly ignored: readonly IgnoredFinding[];
  /** The path of tests of access, which are asked in place of all else. */
  readonly test?: string;
  /** What their placeholders stand for. */
  readonly filling: Filling;
  readonly writeTests: boolean;
}

export const USAGE = `Usage: model-deployment-iam explain POLICY.json [options]

Says what an IAM policy or a trust policy allows, and what is wrong or risky in
it. A file is JSON, YAML or what AWS's CLI prints; - is the standard input.

  --compare OLD            show what is allowed more, and what no longer
  --trust TRUST            check this trust policy of the role as well
  --compare-trust OLD      show who may assume the role now, and who no longer
  --role ARN               the role that the policy is of
  --boundary FILE          count this permissions boundary
  --compare-boundary OLD   the boundary of the policy to compare with
  --request ACTION[,ARN…][,KEY=VALUE…][,principal=TYPE:VALUE]
                           whether this is allowed, and why; again for more
  --ignore-finding 'ID[@SID] = REASON'   let a finding pass; again for more
  --fail-on-broadening     exit with 1 if more is allowed than before
  --format FORMAT          text, markdown, json, html, or with --test junit
  --test TESTS.yml         say whether these tests of access hold
  --endpoint, --bucket, --region, --account, --execution-role, --repository
                           what the placeholders of the tests stand for
  --write-tests            print tests of what is allowed and denied now
  --help, --version        show this, or the version

Exit codes: 0 all is well, 1 errors among the findings (or more is allowed, or
a test does not hold), 2 wrong usage, or a file that can't be read.
`;

/**
 * Reads a command line, without the name of the program.
 *
 * @returns `help` where only the usage is asked for; what was expected names the argument that is wrong
 */
export function parseArguments(line: readonly string[]): Parsed<ExplainArguments | 'help' | 'version'> {
  const parsed = parse(line);
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  const [command, policy, ...others] = positionals;
  if (values.help) return valid('help');
  if (values.version) return valid('version');
  if (command !== 'explain') {
    return invalid(
      `the command explain, plan, models, bootstrap or doctor${command === undefined ? '' : `, not ${command}`}`,
    );
  }
  if (policy === undefined) return invalid('the file of a policy (or - for the standard input)');
  if (others.length > 0) return invalid(`one policy, not ${others.join(' ')} as well`);

  const {
    compare,
    trust,
    'compare-trust': compareTrust,
    role,
    boundary,
    'compare-boundary': compareBoundary,
    format = 'text',
    request: texts = [],
    'fail-on-broadening': failOnBroadening = false,
    'ignore-finding': lines = [],
    test,
    'write-tests': writeTests = false,
  } = values;
  const known = FORMATS.find((name) => name === format);
  if (!known) return invalid(`--format to be ${FORMATS.join(', ')}, not ${format}`);
  const files = [policy, compare, trust, compareTrust, boundary, compareBoundary, test];
  if (files.filter((path) => path === '-').length > 1) return invalid('only one file to be -');
  if (compareBoundary !== undefined && (compare === undefined || boundary === undefined)) {
    return invalid('--compare and --boundary with --compare-boundary');
  }
  if (failOnBroadening && compare === undefined && compareTrust === undefined) {
    return invalid('--compare or --compare-trust with --fail-on-broadening');
  }

  if (role !== undefined && !isRoleArn(role)) {
    return invalid(`--role to be the ARN of a role such as arn:aws:iam::123456789012:role/churn, not ${role}`);
  }

  const modes = modeProblem({ test, writeTests, format }, Object.keys(values));
  if (modes !== undefined) return invalid(modes);
  const filling = readFilling(values);
  if (!filling.ok) return filling;

  const requests: AccessRequest[] = [];
  for (const text of texts) {
    const request = parseRequest(text);
    if (!request.ok) return invalid(`${request.expected} in --request ${text}`);
    requests.push(request.value);
  }
  const ignored = parseIgnoredFindings(lines.join('\n'));
  if (!ignored.ok) return invalid(`${ignored.expected} in --ignore-finding`);
  const elsewhere = ignored.value.find((entry) => isOfAnalyzer(entry) || isOfOthers(entry));
  if (elsewhere) return invalid(`--ignore-finding with what is looked for here, not ${elsewhere.id}`);
  return valid({
    ...{ policy, compare, trust, compareTrust, role, boundary, compareBoundary },
    ...{ requests, format: known, failOnBroadening, ignored: ignored.value },
    ...{ test, filling: filling.value, writeTests },
  });
}

/** What is of no use where only tests are asked, or written. */
const OF_EXPLANATIONS = [
  ...['compare', 'compare-trust', 'compare-boundary', 'request', 'fail-on-broadening', 'ignore-finding'],
];

function modeProblem(
  { test, writeTests, format }: { readonly test?: string; readonly writeTests: boolean; readonly format: string },
  given: readonly string[],
): string | undefined {
  if (test === undefined && !writeTests) return format === 'junit' ? '--test with --format junit' : undefined;
  if (test !== undefined && writeTests) return 'either --test or --write-tests';
  const mode = test === undefined ? '--write-tests' : '--test';
  const idle = given.find((name) => OF_EXPLANATIONS.includes(name) || (writeTests && name === 'format'));
  return idle === undefined ? undefined : `no --${idle} with ${mode}`;
}

function isRoleArn(text: string): boolean {
  const arn = parseArn(text);
  return (
    arn.ok && arn.value.service === 'iam' && isAccountId(arn.value.account) && /^role\/[^*?]+$/.test(arn.value.resource)
  );
}

const OPTIONS = {
  compare: { type: 'string' },
  trust: { type: 'string' },
  'compare-trust': { type: 'string' },
  role: { type: 'string' },
  boundary: { type: 'string' },
  'compare-boundary': { type: 'string' },
  request: { type: 'string', multiple: true },
  format: { type: 'string' },
  'fail-on-broadening': { type: 'boolean' },
  'ignore-finding': { type: 'string', multiple: true },
  test: { type: 'string' },
  endpoint: { type: 'string' },
  bucket: { type: 'string' },
  region: { type: 'string' },
  account: { type: 'string' },
  'execution-role': { type: 'string' },
  repository: { type: 'string' },
  'write-tests': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const;

function parse(line: readonly string[]) {
  return readOptions({ args: [...line], allowPositionals: true, options: OPTIONS });
}
