import { parseArgs } from 'node:util';
import { readFilling } from './filling';
import { parseRequest } from './request';
import { wrongOptions } from './wrong-options';
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
       model-deployment-iam plan --endpoint NAME --bucket NAME --region REGION [options]   (see plan --help)

Says what an IAM policy allows, what changed about that, and what is wrong or risky. A file named - is the standard input.

  --compare OLD.json       show what is allowed more, and what no longer, than by this policy
  --trust TRUST.json       check this trust policy of the role as well
  --role ARN               say what the policy lets its own role, which this is, do to itself
  --boundary BOUNDARY.json  count this permissions boundary: only what both allow is allowed
  --compare-boundary OLD-BOUNDARY.json
                           the boundary of the policy to compare with, if it is another one
  --request ACTION[,ARN…][,KEY=VALUE…]
                           say whether the policy allows this, and which statement decides; may be given several times.
                           With principal=TYPE:VALUE among the rest, the trust policy is asked.
  --ignore-finding 'ID[@SID] = REASON'
                           let a finding pass, everywhere or on one statement; it is shown with the reason, and counts
                           no more. May be given several times.
  --format FORMAT          text (default), markdown, json, html, or with --test junit
  --fail-on-broadening     exit with 1 if more is allowed than by the policy to compare with
  --help                   show this

Tests of access: https://github.com/model-deployment-iam/model-deployment-iam/blob/main/docs/access-tests.md
  --test TESTS.yml         say whether these tests hold, and nothing else; those of trust ask the policy in --trust
  --endpoint NAME|ARN, --bucket NAME[/FOLDER], --region REGION, --account ACCOUNT, --execution-role ARN,
  --repository OWNER/NAME  what {endpoint}, {bucket} and so on stand for in them; {role} is the one in --role
  --write-tests            print tests that say what the policy allows and denies now, as a file to start from

Exit codes: 0 all is well, 1 there are errors among the findings (or more is allowed, or a test does not hold, see above),
2 wrong usage.
`;

/**
 * Reads a command line, without the name of the program.
 *
 * @returns `help` where only the usage is asked for; what was expected names the argument that is wrong
 */
export function parseArguments(line: readonly string[]): Parsed<ExplainArguments | 'help'> {
  const parsed = parse(line);
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  const [command, policy, ...others] = positionals;
  if (values.help) return valid('help');
  if (command !== 'explain') {
    return invalid(`the command explain or plan${command === undefined ? '' : `, not ${command}`}`);
  }
  if (policy === undefined) return invalid('the file of a policy (or - for the standard input)');
  if (others.length > 0) return invalid(`one policy, not ${others.join(' ')} as well`);

  const {
    compare,
    trust,
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
  const files = [policy, compare, trust, boundary, compareBoundary, test];
  if (files.filter((path) => path === '-').length > 1) return invalid('only one file to be -');
  if (compareBoundary !== undefined && (compare === undefined || boundary === undefined)) {
    return invalid('--compare and --boundary with --compare-boundary');
  }
  if (failOnBroadening && compare === undefined) return invalid('--compare with --fail-on-broadening');

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
    if (request.value.principal && trust === undefined) {
      return invalid(`--trust with the principal in --request ${text}`);
    }
    requests.push(request.value);
  }
  const ignored = parseIgnoredFindings(lines.join('\n'));
  if (!ignored.ok) return invalid(`${ignored.expected} in --ignore-finding`);
  const elsewhere = ignored.value.find((entry) => isOfAnalyzer(entry) || isOfOthers(entry));
  if (elsewhere) return invalid(`--ignore-finding with what is looked for here, not ${elsewhere.id}`);
  return valid({
    ...{ policy, compare, trust, role, boundary, compareBoundary },
    ...{ requests, format: known, failOnBroadening, ignored: ignored.value },
    ...{ test, filling: filling.value, writeTests },
  });
}

/** What is of no use where only tests are asked, or written. */
const OF_EXPLANATIONS = ['compare', 'compare-boundary', 'request', 'fail-on-broadening', 'ignore-finding'];

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

function parse(line: readonly string[]) {
  try {
    return valid(
      parseArgs({
        args: [...line],
        allowPositionals: true,
        options: {
          compare: { type: 'string' },
          trust: { type: 'string' },
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
        },
      }),
    );
  } catch (error) {
    return wrongOptions(error);
  }
}
