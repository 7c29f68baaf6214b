import { parseArn } from '../../iam/arn';
import type { Statement } from '../../iam/document';
import type { Target } from '../../iam/target';
import { type Block, fold, table } from '../block';
import { code, text } from '../markdown';
import type { Access, DocumentChange } from '../model';
import { entries, readStatements, texts } from '../statements';

/**
 * Who may assume the role and what it may do, a row for each statement, for readers who would rather not read JSON.
 *
 * @param open whether to unfold the tables of new documents; a change of a document is easier to see in its JSON, where it
 *   is marked
 */
export function statementsSection({ trust, policy, target }: Access, open: boolean): Block[] {
  return [
    ...statementsTable(trust, {
      open: open && isNew(trust),
      now: 'Who may assume the role',
      gone: 'Who could assume the role',
      columns: ['Who', 'How'],
      cells: (statement) => [principalCell(statement), actionsCell(statement)],
    }),
    ...statementsTable(policy, {
      open: open && isNew(policy),
      now: 'What the role may do',
      gone: 'What the role could do',
      columns: ['Actions', 'On'],
      cells: (statement) => [actionsCell(statement), resourcesCell(statement, target)],
    }),
  ];
}

interface StatementsTable {
  readonly open: boolean;
  /** The titles for a document that exists after the run, and for one that does not. */
  readonly now: string;
  readonly gone: string;
  readonly columns: readonly string[];
  readonly cells: (statement: Statement) => string[];
}

function statementsTable(document: DocumentChange, { open, now, gone, columns, cells }: StatementsTable): Block[] {
  const statements = readStatements(document.after ?? document.before ?? '');
  if (statements.length === 0) return [];

  const hasConditions = statements.some(({ Condition }) => entries(Condition).length > 0);
  const rows = statements.map((statement) => [
    effectCell(statement),
    ...cells(statement),
    ...(hasConditions ? [conditionCell(statement)] : []),
  ]);
  return [
    table(['Effect', ...columns, ...(hasConditions ? ['Only if'] : [])], rows, {
      weight: 'important',
      fold: fold(document.after === undefined ? gone : now, open),
    }),
  ];
}

function isNew({ before, after }: DocumentChange): boolean {
  return before === undefined && after !== undefined;
}

function effectCell({ Effect }: Statement): string {
  return Effect === 'Allow' ? 'allow' : `**${text(String(Effect).toLowerCase())}**`;
}

function principalCell({ Principal, NotPrincipal }: Statement): string {
  if (NotPrincipal !== undefined) return `**everyone but** ${principals(NotPrincipal)}`;
  return principals(Principal);
}

const PRINCIPAL_KINDS: Readonly<Record<string, string>> = {
  Service: 'the service ',
  Federated: 'identity provider ',
  CanonicalUser: 'canonical user ',
  AWS: '',
};

function principals(principal: unknown): string {
  if (principal === '*') return '**anyone**';
  const all = entries(principal).flatMap(([kind, value]) =>
    texts(value).map((one) => `${PRINCIPAL_KINDS[kind] ?? `${text(kind)} `}${one === '*' ? '**anyone**' : code(one)}`),
  );
  return list(all);
}

function actionsCell({ Action, NotAction }: Statement): string {
  return NotAction === undefined ? list(texts(Action).map(code)) : butFor(texts(NotAction).map(code));
}

function resourcesCell({ Resource, NotResource }: Statement, target: Target): string {
  const words = (value: unknown) => texts(value).map((arn) => resourceWords(arn, target));
  return NotResource === undefined ? list(words(Resource)) : butFor(words(NotResource));
}

/** What the ARN is of, in words, if it lies in the target's own region and account; else the ARN itself. */
function resourceWords(arn: string, { partition, region, account }: Target): string {
  if (arn === '*') return '**everything**';
  const parsed = parseArn(arn);
  if (!parsed.ok || parsed.value.partition !== partition) return code(arn);

  const { service, resource } = parsed.value;
  const isHere = parsed.value.region === region && parsed.value.account === account;
  const sagemaker = /^(endpoint|endpoint-config)\/(.+)$/s.exec(resource);
  if (service === 'sagemaker' && isHere && sagemaker) {
    const [, type, name] = sagemaker as unknown as [string, string, string];
    return `${type === 'endpoint' ? 'endpoint' : 'endpoint configuration'} ${code(name)}`;
  }
  const objects = /^([^/]+)\/(.+)$/s.exec(resource);
  if (service === 's3' && parsed.value.region === '' && parsed.value.account === '' && objects) {
    return `objects ${code(resource)}`;
  }
  return code(arn);
}

/** The operators that policies for deployments have. Others are shown by their names. */
const OPERATORS: Readonly<Record<string, string>> = {
  StringEquals: 'is',
  StringNotEquals: 'is not',
  StringLike: 'is like',
  StringNotLike: 'is not like',
  // AWS makes no difference between these two.
  ArnEquals: 'is like',
  ArnLike: 'is like',
  Bool: 'is',
  IpAddress: 'is in',
  NotIpAddress: 'is not in',
};

function conditionCell({ Condition }: Statement): string {
  const all = entries(Condition).flatMap(([operator, keys]) =>
    entries(keys).map(([key, values]) => {
      const words = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : code(operator);
      return `${code(key)} ${words} ${texts(values).map(code).join(' or ')}`;
    }),
  );
  return all.length === 0 ? 'always' : all.join('<br>and ');
}

function butFor(items: readonly string[]): string {
  return `**everything but**<br>${list(items)}`;
}

function list(items: readonly string[]): string {
  return items.length === 0 ? '(none)' : items.join('<br>');
}
