import { diffArrays } from 'diff';
import { areEquivalent } from './canonical';
import { parseDocumentText } from './document-text';
import { readWellFormed } from './well-formed';

/**
 * A policy document on both sides of a change, as JSON in canonical order, indented for people. A side is undefined where
 * there is no document. For drift, `before` is what Pulumi's state has and `after` what was found.
 */
export interface DocumentChange {
  readonly before?: string;
  readonly after?: string;
}

/** Whether the document means something else to AWS after the change. */
export function isChanged({ before, after }: DocumentChange): boolean {
  if (before === undefined || after === undefined) return before !== after;
  return !isUnchanged(before, after);
}

/**
 * Whether nothing changes for AWS from one text of a policy document to another: neither what it means, nor whether it has the
 * form of a document that AWS stores. `"Effect": "allow"` is meant as `"Allow"`, but a role gets it never.
 */
export function isUnchanged(before: string, after: string): boolean {
  return before === after || (areEquivalent(before, after) && isWellFormed(before) === isWellFormed(after));
}

function isWellFormed(text: string): boolean {
  const document = parseDocumentText(text);
  return readWellFormed(document, 'identity').ok || readWellFormed(document, 'trust').ok;
}

/** @returns the lines of both sides, each with `+`, `-` or a space in front */
export function diffLines({ before, after }: DocumentChange): string[] {
  const chunks = diffArrays(linesOf(before), linesOf(after), { comparator: isSameElement });
  return chunks.flatMap(({ value, added, removed }) => {
    const mark = added ? '+' : removed ? '-' : ' ';
    return value.map((line) => `${mark} ${line}`);
  });
}

/** Lines that stand beside each other; a side is undefined where only the other one has a line. */
export interface LinePair {
  readonly before?: string;
  readonly after?: string;
  readonly isSame: boolean;
}

/** @returns the lines of both sides, side by side; those that differ begin on the same height */
export function linePairs({ before, after }: DocumentChange): LinePair[] {
  const [old, current] = [linesOf(before), linesOf(after)];
  const pairs: LinePair[] = [];
  let [removed, added, fromOld, fromCurrent] = [0, 0, 0, 0];
  const pair = (count: number, isSame: boolean, [ofOld, ofCurrent]: readonly [number, number]) => {
    for (let index = 0; index < count; index++) {
      pairs.push({
        ...(index < ofOld && { before: old[fromOld + index] }),
        ...(index < ofCurrent && { after: current[fromCurrent + index] }),
        isSame,
      });
    }
    fromOld += ofOld;
    fromCurrent += ofCurrent;
  };
  const pairDifferent = () => {
    pair(Math.max(removed, added), false, [removed, added]);
    [removed, added] = [0, 0];
  };
  for (const chunk of diffArrays(old, current, { comparator: isSameElement })) {
    const { length } = chunk.value;
    if (chunk.removed) {
      removed += length;
    } else if (chunk.added) {
      added += length;
    } else {
      pairDifferent();
      pair(length, true, [length, length]);
    }
  }
  pairDifferent();
  return pairs;
}

function linesOf(document: string | undefined): string[] {
  return document === undefined ? [] : document.split('\n');
}

/** A comma at the end of a line only says that another element follows, so by itself it is no change. */
function isSameElement(a: string, b: string): boolean {
  return a.replace(/,$/, '') === b.replace(/,$/, '');
}
