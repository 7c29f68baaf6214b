import type { ServiceReferenceEdition } from '../model';
import { text } from '../render/markdown';

/** How old the knowledge of AWS is that an assessment rests on, in words. */
export function editionWords({ package: name, version, date }: ServiceReferenceEdition): string {
  return `AWS service reference of ${text(date)} (${text(`${name.split('/').at(-1)} ${version}`)})`;
}
