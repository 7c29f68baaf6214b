import { areEquivalent } from './canonical';
import { parseDocumentText } from './document-text';
import { readWellFormed } from './well-formed';

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
