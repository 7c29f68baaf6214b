import { INPUTS } from '../contract';
import type { ChangedFile } from '../github/api';
import { type PatchLine, readPatch } from '../github/patch';
import type { ChangedLine } from '../report/content/changed-lines';

/** Where the inputs of the Action are from. Relative to the root of the repository, with `/` between folders. */
interface InputSources {
  readonly workflow: string;
  /** Files that inputs name, of which every line counts. */
  readonly files: readonly string[];
}

/** @returns the lines that a pull request adds or takes away of what the Action is given, in the order of its files */
export function changedInputs(
  changed: readonly ChangedFile[],
  { workflow, files }: InputSources,
): readonly ChangedLine[] {
  return changed.flatMap(({ path, patch }) => {
    const hunks = readPatch(patch ?? '');
    const lines = files.includes(path) ? hunks.flat() : path === workflow ? hunks.flatMap(ofInputs) : [];
    return lines.flatMap(({ kind, line, text }) =>
      kind === 'context' || text.trim() === ''
        ? []
        : [{ file: path, line, isAdded: kind === 'added', text: text.trim() }],
    );
  });
}

const KEY = /^(\s*)([\w-]+):(.*)$/;
/** Names and permissions of workflows and jobs stand further left than what a step is given. */
const MIN_INDENT = 6;

/** An input's own line, and those of its value where it has several. */
function ofInputs(hunk: readonly PatchLine[]): PatchLine[] {
  /** How far the input is indented in whose value the line may be. */
  let indent: number | undefined;
  return hunk.filter(({ text }) => {
    const isWithin = indent !== undefined && text.search(/\S|$/) > indent;
    if (isWithin) return true;
    const [, blanks = '', name = '', value = ''] = KEY.exec(text) ?? [];
    const isInput = Object.hasOwn(INPUTS, name) && value.trim() !== '' && blanks.length >= MIN_INDENT;
    indent = isInput ? blanks.length : undefined;
    return isInput;
  });
}
