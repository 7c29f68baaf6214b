import type { AccessGraph } from './access-graph';
import type { Words } from './inline';
import type { Matrix } from '../iam/matrix/matrix';
import type { DocumentChange } from '../iam/policy/document-change';

/**
 * How long a block stays whole where there is too little room: `detail` is cut first, then what is `important`;
 * `essential` blocks are cut only where they alone are too large, and `fixed` ones, which are short, never.
 */
export type Weight = 'fixed' | 'essential' | 'important' | 'detail';

/** Folds a block under a title; `more` is smaller print behind it. */
interface Fold {
  readonly title: string;
  readonly more?: string;
  readonly open: boolean;
}

/** A piece of a report, before it is known where it is shown. */
export type Block = Common & (Prose | List | Table | Alert | CodeBlock);

interface Common {
  readonly weight: Weight;
  readonly fold?: Fold;
  readonly facts?: Facts;
}

/** What a block is made of, for where there is more room and more to show it by than text. */
export type Facts =
  | { readonly kind: 'matrix'; readonly matrix: Matrix }
  | { readonly kind: 'graph'; readonly graph: AccessGraph }
  | { readonly kind: 'document'; readonly document: DocumentChange };

interface Prose {
  readonly kind: 'heading' | 'paragraph';
  readonly words: Words;
}

interface List {
  readonly kind: 'list';
  /** Stands before the items. */
  readonly title?: Words;
  readonly items: readonly Words[];
}

export interface Table {
  readonly kind: 'table';
  readonly columns: readonly string[];
  /** A text for each column. */
  readonly rows: readonly (readonly Words[])[];
  /** Stands under the table. */
  readonly note?: string;
  /** What the table is about, for whoever does not see what stands around it; a fold says it by its title. */
  readonly caption?: string;
}

/** A box with an icon. */
interface Alert {
  readonly kind: 'alert';
  readonly level: 'note' | 'warning';
  readonly sentences: readonly Words[];
}

/** Text of which each line is shown as it is. */
interface CodeBlock {
  readonly kind: 'code';
  readonly language: string;
  readonly text: string;
  /** Whether the lines make sense only together. */
  readonly isWhole?: boolean;
}

export function heading(words: Words): Block {
  return { kind: 'heading', weight: 'fixed', words };
}

/** Can't be cut, so keep it short. */
export function paragraph(words: Words): Block {
  return { kind: 'paragraph', weight: 'fixed', words };
}

export function list(items: readonly Words[], options: Common & Pick<List, 'title'>): Block {
  return { kind: 'list', items, ...options };
}

export function table(
  columns: Table['columns'],
  rows: Table['rows'],
  options: Common & Pick<Table, 'note' | 'caption'>,
): Block {
  return { kind: 'table', columns, rows, ...options };
}

export function alert(level: Alert['level'], sentences: readonly Words[]): Block {
  return { kind: 'alert', weight: 'essential', level, sentences };
}

export function codeBlock(language: string, text: string, options: Common & Pick<CodeBlock, 'isWhole'>): Block {
  return { kind: 'code', language, text, ...options };
}
