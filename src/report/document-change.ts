import { diffArrays } from 'diff';
import type { DocumentChange } from './model';
import { isUnchanged } from '../iam/policy/document-equality';

/** Whether the document means something else to AWS after the change. */
export function isChanged({ before, after }: DocumentChange): boolean {
  if (before === undefined || after === undefined) return before !== after;
  return !isUnchanged(before, after);
}

/** @returns the lines of both sides, each with `+`, `-` or a space in front */
export function diffLines({ before, after }: DocumentChange): string[] {
  const chunks = diffArrays(linesOf(before), linesOf(after), { comparator: isSameElement });
  return chunks.flatMap(({ value, added, removed }) => {
    const mark = added ? '+' : removed ? '-' : ' ';
    return value.map((line) => `${mark} ${line}`);
  });
}

function linesOf(document: string | undefined): string[] {
  return document === undefined ? [] : document.split('\n');
}

/** A comma at the end of a line only says that another element follows, so by itself it is no change. */
function isSameElement(a: string, b: string): boolean {
  return a.replace(/,$/, '') === b.replace(/,$/, '');
}
