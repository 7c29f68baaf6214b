import { readFileSync, statSync } from 'node:fs';
import type { ReadSecret } from './secrets';

/** Bytes. Key files have some thousand at most. */
const MAX_SIZE = 65_536;

/** Reads at once: until it is known what is secret, nothing may be printed. */
export const readSecret: ReadSecret = (path) => {
  try {
    const { size } = statSync(path);
    return size <= MAX_SIZE && statSync(path).isFile() ? readFileSync(path, 'utf8') : '';
  } catch {
    // Whoever needs it says what is wrong with it.
    return '';
  }
};
