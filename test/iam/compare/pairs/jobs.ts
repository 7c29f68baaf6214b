import type { Chance } from './chance';
import type { TrustDifference } from '../../../../src/iam/compare/difference';
import { compareTrust } from '../../../../src/iam/compare/trust';
import type { RequestContext } from '../../../../src/iam/evaluate/context';
import { evaluate } from '../../../../src/iam/evaluate/evaluate';
import { compilePolicy } from '../../../../src/iam/evaluate/policy';

const ISSUER = 'token.actions.githubusercontent.com';
const PROVIDER = `arn:aws:iam::123456789012:oidc-provider/${ISSUER}`;
const ACTION = 'sts:AssumeRoleWithWebIdentity';
const EVERYTHING = compilePolicy({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: '*', Resource: '*' },
});

const REPOSITORIES = ['acme/churn', 'acme@1/churn@2', 'acme@1/churn@3', 'acme/other', 'evil/churn'];
const CONTEXTS = [
  ...['ref:refs/heads/main', 'ref:refs/heads/dev', 'ref:refs/tags/v1', 'pull_request', 'environment:prod'],
  'ref:refs/heads/main:job_workflow_ref:acme/shared/.github/workflows/a.yml@refs/heads/main',
];
const SUBJECTS = REPOSITORIES.flatMap((repository) => CONTEXTS.map((context) => `repo:${repository}:${context}`));
const PATTERNS = [
  ...['repo:acme/churn:*', 'repo:acme@1/churn@2:*', 'repo:acme/*', '*', 'repo:acme/churn:ref:refs/heads/*'],
  ...[
    'repo:acme/churn:ref:refs/*',
    'repo:*:ref:refs/heads/main',
    'repo:acme/churn:environment:p???',
    'repo:acme/churn',
  ],
];
const CLAIMS: Readonly<Record<string, readonly string[]>> = {
  repository: ['acme/churn', 'acme/other', 'evil/churn'],
  ref: ['refs/heads/main', 'refs/heads/dev'],
  environment: ['prod', 'test'],
};
const ADDRESSES = ['10.0.0.0/8', '10.1.0.0/16', '11.0.0.0/8'];

type Block = Record<string, Record<string, unknown>>;

/** A trust policy about jobs of GitHub, with patterns, other claims, other conditions and denials. */
export function drawTrust(chance: Chance, most = 3): object {
  return { Version: '2012-10-17', Statement: Array.from({ length: 1 + chance.below(most) }, () => statement(chance)) };
}

function statement(chance: Chance): object {
  const Effect = chance.once(6) ? 'Deny' : 'Allow';
  const Principal = chance.once(8) ? '*' : { Federated: PROVIDER };
  return { Effect, Principal, Action: chance.once(3) ? 'sts:*' : ACTION, Condition: block(chance) };
}

function block(chance: Chance): Block {
  const all: Block = { StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com' } };
  const add = (operator: string, key: string, values: unknown) => {
    all[operator] = { ...all[operator], [key]: values };
  };
  if (!chance.once(8)) {
    const like = chance.once(3);
    const operator = chance.from([
      ...(like ? ['StringLike'] : ['StringEquals']),
      like ? 'StringLike' : 'StringEquals',
      like ? 'StringNotLike' : 'StringEqualsIgnoreCase',
      'ForAnyValue:StringEquals',
      'StringEqualsIfExists',
    ]);
    const subjects = chance.some(SUBJECTS, 1, 3);
    add(operator, `${ISSUER}:sub`, like ? [...subjects.slice(1), ...chance.some(PATTERNS, 1, 2)] : subjects);
  }
  for (const [claim, values] of Object.entries(CLAIMS)) {
    if (chance.once(7)) {
      add(
        chance.from(['StringEquals', 'StringLike', 'StringNotEquals']),
        `${ISSUER}:${claim}`,
        chance.some(values, 1, 2),
      );
    }
  }
  if (chance.once(4)) add('IpAddress', 'aws:SourceIp', chance.some(ADDRESSES, 1, 2));
  return all;
}

function drawToken(chance: Chance): RequestContext {
  const claims = Object.entries(CLAIMS).flatMap(([claim, values]) =>
    chance.once(4) ? [] : [[`${ISSUER}:${claim}`, chance.from(values)]],
  );
  return {
    [`${ISSUER}:aud`]: 'sts.amazonaws.com',
    ...(chance.once(12) ? {} : { [`${ISSUER}:sub`]: chance.from(SUBJECTS) }),
    ...Object.fromEntries(claims),
    'aws:SourceIp': chance.from(['10.1.2.3', '10.2.3.4', '11.1.1.1']),
  };
}

function lets(document: object, context: RequestContext): boolean {
  const request = { action: ACTION, principal: { type: 'Federated', value: PROVIDER }, context } as const;
  return evaluate(request, { identity: [EVERYTHING], trust: compilePolicy(document, 'trust') }).decision === 'allowed';
}

/** Whether the conditions that a difference about a job tells hold for a token. */
function isAbout({ job, condition }: TrustDifference, context: RequestContext): boolean {
  if (job === undefined) return true;
  const only = { Effect: 'Allow', Principal: '*', Action: '*', Condition: condition };
  return lets({ Version: '2012-10-17', Statement: only }, context);
}

/**
 * Draws pairs of trust policies and puts tokens to them.
 *
 * @throws Error with both and the token if one gets in, or no longer does, and no difference about such tokens tells of it
 */
export function expectEveryJobTold(pairs: number, tokens: number, chance: Chance): void {
  for (let run = 0; run < pairs; run++) {
    const before = drawTrust(chance);
    const after = chance.once(2) ? drawTrust(chance) : edited(before, chance);
    const { differences, incomplete } = compareTrust(before, after);
    if (incomplete) throw new Error(incomplete);
    for (let index = 0; index < tokens; index++) {
      const token = drawToken(chance);
      const [old, now] = [lets(before, token), lets(after, token)];
      if (old === now) continue;
      const kind = now ? 'gained' : 'lost';
      // What was replaced and what replaces it are one question.
      const told = differences.some(
        (each) => each.kind === 'undecided' || (each.kind === kind && isAbout(each, token)),
      );
      if (!told) throw new Error(`${kind}, but not told: ${JSON.stringify({ before, after, token, differences })}`);
    }
  }
}

/** One statement is another one. */
function edited(document: object, chance: Chance): object {
  const { Statement } = document as { Statement: readonly object[] };
  const index = chance.below(Statement.length);
  return { ...document, Statement: Statement.map((each, place) => (place === index ? statement(chance) : each)) };
}
