import type { Clean } from '../report/redact';

/** Something that is printed to, such as the standard output. */
interface Printed {
  write: NodeJS.WriteStream['write'];
}

/**
 * Takes secrets out of all that is printed from here on, by whomever: the packages of the runner, Node's warnings, and what it
 * says of an error that nobody caught. The masks have to be there before.
 */
export function guardStream(stream: Printed, clean: Clean): void {
  const write = stream.write.bind(stream) as (chunk: Uint8Array | string, ...more: unknown[]) => boolean;
  stream.write = (chunk: Uint8Array | string, ...more: unknown[]) => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    const cleaned = clean(text);
    return write(cleaned === text ? chunk : cleaned, ...more);
  };
}
