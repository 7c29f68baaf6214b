import { type Clause, clauseOf, clauseOfBoth, holdingOf } from './clause';
import { judgeEach, type Judgement, withOneQuestion } from './judgement';
import { singleCondition } from './single-condition';
import { type ComparedStatement, senseOf } from './statement';
import { conditionsByJob, type Job, type JobTrait, type SubjectForms, subjectForms, subjectsNamed } from '../oidc/jobs';
import { parseConditionOperator } from '../policy/condition-operator';
import type { ConditionBlock } from '../policy/document';
import type { ReadCondition } from '../policy/policy';
import { readConditions } from '../policy/read-statement';
import type { WellFormedCondition } from '../policy/well-formed';

/** More parts are not compared one by one. IAM takes about 100 subjects in a trust policy. */
const MAX_PARTS = 400;

/** All tokens that a job has, or those of all jobs. */
interface Cell {
  readonly job?: Job;
  /** What holds of its tokens. */
  readonly clause: Clause;
}

/** What becomes of the tokens of a cell, and which statements are about them. */
export interface JudgedCell {
  readonly job?: Job;
  readonly judgements: readonly Judgement<ComparedStatement>[];
  /** Limited to the tokens of the cell. */
  readonly statements: readonly ComparedStatement[];
}

/**
 * Judges job by job, so that what becomes of one is not mistaken for what becomes of another. Whatever a statement allows is in
 * the cell of the job that it names, and so nothing is passed over.
 *
 * @param statements that are about a provider, of both documents
 * @param issuer what the claims of its tokens start with, in lower case
 */
export function judgeByJob(statements: readonly ComparedStatement[], issuer: string): readonly JudgedCell[] {
  const parts = withoutImplied(partsOf(statements, issuer));
  const cells = cellsOf(parts);
  const judged = cells.map((cell) => {
    const within = parts.flatMap((part) => limited(part, cell));
    const judgements = judgeEach(within).map((each) => withJobs(each, cell, within));
    const isOwn = ({ cause }: Judgement<ComparedStatement>) =>
      cause.effect === 'Deny' || cause.job?.key === cell.job?.key;
    return {
      job: cell.job,
      statements: within,
      own: withOneQuestion(judgements.filter(isOwn)),
      others: judgements.filter((each) => !isOwn(each)),
    };
  });
  // What is said of a statement in the cell of another one is less than what is said in its own.
  const told = new Set(judged.flatMap(({ own }) => own.map(idOf)));
  const isTold = (judgement: Judgement<ComparedStatement>) =>
    told.has(idOf(judgement)) || told.has(idOf({ ...judgement, kind: 'undecided' }));
  return judged.map(({ own, others, ...cell }) => ({
    ...cell,
    judgements: [...own, ...others.filter((each) => !isTold(each))],
  }));
}

function idOf({ kind, cause: { reference, job } }: Judgement<ComparedStatement>): string {
  return JSON.stringify([kind, reference.document, reference.index, job?.key]);
}

/** Statements that allow something, taken apart by job; all others as they are. */
function partsOf(statements: readonly ComparedStatement[], issuer: string): readonly ComparedStatement[] {
  const read = statements.map(({ conditionBlock }) => readConditions(conditionBlock));
  const forms = subjectForms(read.flatMap(subjectsNamed));
  const parts = statements.flatMap((statement, index) =>
    statement.effect === 'Allow' ? partsByJob(statement, read[index]!, issuer, forms) : [statement],
  );
  return parts.length > MAX_PARTS ? statements : parts;
}

function partsByJob(
  statement: ComparedStatement,
  conditions: readonly ReadCondition[],
  issuer: string,
  forms: SubjectForms,
): readonly ComparedStatement[] {
  const byJob = conditionsByJob(conditions, issuer, forms, MAX_PARTS);
  if (!byJob) return [statement];
  return byJob.map(({ job, conditions: own }) => {
    const clause = clauseOf(own.map(wellFormed), statement.variables, []);
    return { ...statement, ...senseOf(statement, clause), conditionBlock: blockOf(own), job };
  });
}

function wellFormed({ operator, key, values }: ReadCondition): WellFormedCondition {
  return { operator: operator!, key: key.toLowerCase(), values };
}

function blockOf(conditions: readonly ReadCondition[]): ConditionBlock {
  const block: Record<string, Record<string, string | readonly string[]>> = {};
  for (const { operatorText, key, values } of conditions) {
    block[operatorText] = { ...block[operatorText], [key]: values.length === 1 ? values[0]! : values };
  }
  return block;
}

/** What a pattern takes in anyway is not told by itself. */
function withoutImplied(parts: readonly ComparedStatement[]): readonly ComparedStatement[] {
  const wide = parts.filter(({ effect, job }) => effect === 'Allow' && !(job && isExact(job)));
  if (wide.length === 0) return parts;
  return parts.filter(
    (part, index) =>
      part.effect === 'Deny' ||
      !part.job ||
      !wide.some(
        (other) =>
          other !== part &&
          other.reference.document === part.reference.document &&
          isImpliedBy(other.clause, part.clause) &&
          // Of two that say the same, the first stays.
          !(isImpliedBy(part.clause, other.clause) && parts.indexOf(other) > index),
      ),
  );
}

function isImpliedBy(clause: Clause | undefined, asked: Clause | undefined): boolean {
  const holding = asked && holdingOf(asked);
  return clause !== undefined && holding !== undefined && clause.every((condition) => holding.implies(condition));
}

function isExact({ traits }: Job): boolean {
  return traits.every((trait) => trait.isExact);
}

/** One for each job that is named, and one for all tokens where a statement names none. */
function cellsOf(parts: readonly ComparedStatement[]): readonly Cell[] {
  const allowing = parts.filter(({ effect }) => effect === 'Allow');
  const jobs = new Map<string, Job>();
  for (const { job } of allowing) if (job) jobs.set(job.key, joined(jobs.get(job.key), job));
  const isVarying = allowing.some(({ variables }) => variables);
  const ofJobs = [...jobs.values()].map((job) => ({ job, clause: clauseOfJob(job, isVarying) }));
  const isWhole = allowing.some(({ job }) => !job) || allowing.length === 0;
  return isWhole ? [...ofJobs, { clause: [] }] : ofJobs;
}

/** With the forms of the subject that either has. */
function joined(one: Job | undefined, other: Job): Job {
  if (!one) return other;
  const traits = other.traits.map((trait): JobTrait => {
    const known = one.traits.find(({ key, name }) => key === trait.key && name === trait.name);
    return { ...trait, values: [...new Set([...(known?.values ?? []), ...trait.values])] };
  });
  return { ...other, traits };
}

function clauseOfJob({ traits }: Job, variables: boolean): Clause {
  return traits.map(({ key, comparison, values }) =>
    singleCondition({ operator: parseConditionOperator(comparison)!, key, values }, variables),
  );
}

/** What a statement says of the tokens of a cell; none where it says nothing. */
function limited(statement: ComparedStatement, { job, clause }: Cell): ComparedStatement[] {
  if (!job) return [statement];
  if (statement.job && areDistinct(statement.job, job)) return [];
  const both = clauseOfBoth(statement.clause, clause);
  return both ? [{ ...statement, ...senseOf(statement, both) }] : [];
}

/** Whether no token can be of both, to save the work of finding out. */
function areDistinct(one: Job, other: Job): boolean {
  return one.traits.some((trait) =>
    other.traits.some(
      ({ key, name, isExact: isFull }) => trait.isExact && isFull && key === trait.key && name !== trait.name,
    ),
  );
}

/** Whether the other document lets in the same job under other conditions, and not only some of its tokens or others. */
function withJobs(
  judgement: Judgement<ComparedStatement>,
  { job, clause }: Cell,
  within: readonly ComparedStatement[],
): Judgement<ComparedStatement> {
  const { cause } = judgement;
  if (cause.effect === 'Deny') return judgement;
  const others = within.filter(
    ({ effect, reference }) => effect === 'Allow' && reference.document !== cause.reference.document,
  );
  const isOfSame = (other: ComparedStatement) =>
    !other.job ||
    other.job.key === job?.key ||
    (job && areForms(job, other.job)) ||
    isImpliedBy(clauseOfJob(other.job, other.variables), clause);
  return { ...judgement, underConditions: others.some(isOfSame) };
}

/** Whether what is within the cell of a job can be nothing else but that job: the other one asks for no other claims. */
function areForms(job: Job, other: Job): boolean {
  return isExact(job) && other.traits.every(({ key }) => job.traits.some((trait) => trait.key === key));
}
