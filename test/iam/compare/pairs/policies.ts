import type { Chance } from './chance';
import { drawLine, type Line, narrowerLine, rewrittenLine, valuesNear } from './lines';
import type { RequestContext } from '../../../../src/iam/evaluate/context';
import type { AccessRequest } from '../../../../src/iam/evaluate/evaluate';
import type { PolicyKind } from '../../../../src/iam/policy/policy';

/** A statement as text, with the lines of its conditions apart. */
export interface DrawnStatement {
  readonly Effect: 'Allow' | 'Deny';
  /** Action, Resource, Principal or the opposites. */
  readonly about: Readonly<Record<string, unknown>>;
  readonly lines: readonly Line[];
}

export interface Pair {
  readonly kind: PolicyKind;
  readonly before: readonly DrawnStatement[];
  readonly after: readonly DrawnStatement[];
}

export function documentOf(statements: readonly DrawnStatement[]): object {
  return {
    Version: '2012-10-17',
    Statement: statements.map(({ Effect, about, lines }) => ({ Effect, ...about, Condition: blockOf(lines) })),
  };
}

/** Of two lines with one operator and key, which no block can have, the last one counts. */
function blockOf(lines: readonly Line[]): object {
  const block: Record<string, Record<string, unknown>> = {};
  for (const line of lines) (block[operatorText(line)] ??= {})[line.key] = line.values;
  return block;
}

function operatorText({ quantifier, operator, ifExists }: Line): string {
  return `${quantifier}${operator}${ifExists ? 'IfExists' : ''}`;
}

const BUCKET = 'arn:aws:s3:::models';
const ENDPOINT = 'arn:aws:sagemaker:us-west-2:123456789012:endpoint';
const GITHUB = 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com';
const ROLE = 'arn:aws:iam::123456789012:role/deployer';

/** As often as others together, since policies with patterns of all services take longer to compare. */
const USUAL_ACTIONS = [
  ...[{ Action: 's3:GetObject' }, { Action: ['s3:GetObject', 's3:PutObject'] }, { Action: 's3:ListAllMyBuckets' }],
  ...[{ Action: 'sagemaker:ListEndpoints' }, { Action: ['sagemaker:InvokeEndpoint', 'sagemaker:ListEndpoints'] }],
];
const WIDE_ACTIONS = [
  { Action: 's3:*' },
  { Action: '*' },
  { NotAction: 's3:GetObject' },
  { Action: 'sagemaker:List*' },
];

const ABOUT: Readonly<Record<PolicyKind, readonly (readonly Readonly<Record<string, unknown>>[])[]>> = {
  identity: [
    [...new Array<typeof USUAL_ACTIONS>(8).fill(USUAL_ACTIONS).flat(), ...WIDE_ACTIONS],
    [
      ...[{ Resource: '*' }, { Resource: `${BUCKET}/*` }, { Resource: [`${BUCKET}/a/*`, `${ENDPOINT}/churn`] }],
      ...[{ Resource: `${ENDPOINT}/*` }, { Resource: BUCKET }, { NotResource: `${BUCKET}/a/*` }],
      ...[{ Resource: `${BUCKET}/\${aws:userid}/*` }],
    ],
  ],
  trust: [
    [
      ...[{ Action: 'sts:AssumeRole' }, { Action: 'sts:*' }, { Action: 'sts:AssumeRoleWithWebIdentity' }],
      ...[{ Action: ['sts:AssumeRole', 'sts:TagSession'] }],
    ],
    [
      ...[{ Principal: '*' }, { Principal: { AWS: '123456789012' } }, { Principal: { Federated: GITHUB } }],
      ...[
        { Principal: { AWS: 'arn:aws:iam::123456789012:user/alice' } },
        { Principal: { Service: 'ec2.amazonaws.com' } },
      ],
      ...[{ NotPrincipal: { AWS: 'arn:aws:iam::210987654321:root' } }],
    ],
  ],
};

function drawStatement(kind: PolicyKind, chance: Chance): DrawnStatement {
  return {
    Effect: chance.once(4) ? 'Deny' : 'Allow',
    about: Object.assign({}, ...ABOUT[kind].map((elements) => chance.from(elements))) as DrawnStatement['about'],
    lines: distinct(Array.from({ length: chance.from([0, 1, 1, 1, 2, 3]) }, () => drawLine(chance))),
  };
}

function drawPolicy(kind: PolicyKind, chance: Chance): readonly DrawnStatement[] {
  return Array.from({ length: 1 + chance.below(3) }, () => drawStatement(kind, chance));
}

/** Two policies of which the one is made of the other by a change or two, or that have little in common. */
export function drawPair(kind: PolicyKind, chance: Chance): Pair {
  const before = drawPolicy(kind, chance);
  if (chance.once(4)) return { kind, before, after: [...before.slice(1), ...drawPolicy(kind, chance)] };
  let after = before;
  for (let changes = 1 + chance.below(2); changes > 0; changes--) after = changed(after, kind, chance);
  return chance.once(2) ? { kind, before, after } : { kind, before: after, after: before };
}

/** One statement each, under one condition, with the same operator and often the same key. */
export function drawPairOf(operator: string, chance: Chance): Pair {
  const [before, drawn] = [drawLine(chance, operator), drawLine(chance, operator)];
  const after = chance.once(2) ? { ...drawn, key: before.key, quantifier: before.quantifier } : drawn;
  return { kind: 'trust', before: [assuming([before])], after: [assuming([after])] };
}

export function assuming(lines: readonly Line[]): DrawnStatement {
  return { Effect: 'Allow', about: { Action: 'sts:AssumeRole', Principal: '*' }, lines };
}

/** A policy and another one that allows less, or as much. */
export function drawNarrowed(kind: PolicyKind, chance: Chance): Pair {
  const before = drawPolicy(kind, chance);
  return { kind, before, after: narrowedPolicy(before, chance) };
}

/** A policy and another one that says the same. */
export function drawRewritten(kind: PolicyKind, chance: Chance): Pair {
  const before = drawPolicy(kind, chance);
  return { kind, before, after: rewrittenPolicy(before, chance) };
}

function changed(statements: readonly DrawnStatement[], kind: PolicyKind, chance: Chance): readonly DrawnStatement[] {
  if (statements.length === 0 || chance.once(8)) return [...statements, drawStatement(kind, chance)];
  if (chance.once(8)) return chance.some(statements, statements.length - 1);
  const index = chance.below(statements.length);
  return statements.map((statement, place) =>
    place === index ? changedStatement(statement, kind, chance) : statement,
  );
}

function changedStatement(statement: DrawnStatement, kind: PolicyKind, chance: Chance): DrawnStatement {
  const { lines } = statement;
  if (chance.once(8)) return { ...statement, about: drawStatement(kind, chance).about };
  if (lines.length === 0 || chance.once(4)) return { ...statement, lines: distinct([...lines, drawLine(chance)]) };
  if (chance.once(4)) return { ...statement, lines: chance.some(lines, lines.length - 1, lines.length - 1) };
  const index = chance.below(lines.length);
  const change = chance.from([narrowerLine, rewrittenLine, (line: Line) => ({ ...drawLine(chance), key: line.key })]);
  return { ...statement, lines: distinct(lines.map((line, at) => (at === index ? change(line, chance) : line))) };
}

/** A policy that allows less, or as much: what allows holds less often, and what denies more often. */
function narrowedPolicy(statements: readonly DrawnStatement[], chance: Chance): readonly DrawnStatement[] {
  return statements.map((statement) => {
    const { Effect, lines } = statement;
    if (Effect === 'Deny') return { ...statement, lines: chance.some(lines, 0) };
    const drawn = lines.map((line) => (chance.once(2) ? narrowerLine(line, chance) : line));
    // Two lines that have become one in JSON would ask for less than both.
    const narrower = distinct(drawn).length === drawn.length ? drawn : lines;
    const more = chance.once(3) ? drawLine(chance) : undefined;
    const isNew = more && !narrower.some((line) => sameLine(line, more));
    return { ...statement, lines: isNew ? [...narrower, more] : narrower };
  });
}

/** A policy that says the same. */
function rewrittenPolicy(statements: readonly DrawnStatement[], chance: Chance): readonly DrawnStatement[] {
  const written = statements.flatMap((statement) => {
    const lines = statement.lines.map((line) => rewrittenLine(line, chance));
    const isClear = distinct(lines).length === lines.length;
    const other = isClear ? { ...statement, lines: chance.some(lines, lines.length) } : statement;
    return chance.once(3) ? splitByValues(other, chance) : [other];
  });
  return chance.some(written, written.length);
}

/** Any value of a line will do, unless the operator is negated or about all values: so each can have its own statement. */
function splitByValues(statement: DrawnStatement, chance: Chance): readonly DrawnStatement[] {
  const index = chance.below(statement.lines.length || 1);
  const line = statement.lines[index];
  const canBeSplit =
    line && line.values.length > 0 && !line.operator.includes('Not') && line.quantifier !== 'ForAllValues:';
  if (!canBeSplit) return [statement];
  return line.values.map((value) => ({
    ...statement,
    lines: statement.lines.map((each) => (each === line ? { ...line, values: [value] } : each)),
  }));
}

function distinct(lines: readonly Line[]): readonly Line[] {
  return lines.filter((line, index) => !lines.slice(0, index).some((other) => sameLine(line, other)));
}

function sameLine(a: Line, b: Line): boolean {
  return operatorText(a) === operatorText(b) && a.key === b.key;
}

const REQUESTS: Readonly<Record<PolicyKind, readonly AccessRequest[]>> = {
  identity: [
    ...['s3:GetObject', 's3:PutObject'].flatMap((action) =>
      [`${BUCKET}/a/b`, `${BUCKET}/c`, `${BUCKET}/alice/x`].map((resource) => ({ action, resources: [resource] })),
    ),
    { action: 'sagemaker:InvokeEndpoint', resources: [`${ENDPOINT}/churn`] },
    { action: 'sagemaker:InvokeEndpoint', resources: [`${ENDPOINT}/other`] },
    ...['sagemaker:ListEndpoints', 's3:ListAllMyBuckets'].map((action) => ({ action, resources: ['*'] })),
    { action: 's3:ListBucket', resources: [BUCKET] },
  ],
  trust: ['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity', 'sts:TagSession'].flatMap((action) =>
    (
      [
        { type: 'AWS', value: 'arn:aws:iam::123456789012:user/alice' },
        { type: 'AWS', value: 'arn:aws:iam::210987654321:user/bob' },
        { type: 'Service', value: 'ec2.amazonaws.com' },
        { type: 'Federated', value: GITHUB },
      ] as const
    ).map((principal) => ({ action, resources: [ROLE], principal })),
  ),
};

/** Requests that may tell the documents apart: with values near those of their conditions, or without some of them. */
export function drawRequests({ kind, before, after }: Pair, count: number, chance: Chance): AccessRequest[] {
  const lines = [...before, ...after].flatMap((statement) => statement.lines);
  const keys = [...new Set(lines.map(({ key }) => key))].map((key) => {
    const own = lines.filter((line) => line.key === key);
    return {
      key,
      values: [...new Set(own.flatMap(valuesNear))],
      // What an operator for one value does with several, AWS does not say.
      isListed: own.every(({ quantifier, operator }) => quantifier !== '' || operator === 'Null'),
    };
  });
  return Array.from({ length: count }, () => {
    const context: Record<string, string | readonly string[]> = {};
    for (const { key, values, isListed } of keys) {
      if (chance.once(4)) continue;
      context[key] = isListed && chance.once(2) ? chance.some(values, 0, 3) : chance.from(values);
    }
    if (chance.once(2)) context['aws:userid'] = chance.from(['AIDA', 'alice', '']);
    return { ...chance.from(REQUESTS[kind]), context: context satisfies RequestContext };
  });
}
