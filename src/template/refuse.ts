/** Those that explain themselves. */
const refusals = new WeakSet<Error>();
let isTold = false;

/**
 * Stops with a message that has everything in it. The places in the code that found it help nobody, so they are left out; and
 * Node would print the line that threw it, which in the bundle is very long.
 *
 * @throws Error with the message, which is all of its stack
 */
export function refuse(message: string): never {
  const error = new Error(message);
  error.stack = message;
  refusals.add(error);
  if (!isTold) process.once('uncaughtException', tell);
  isTold = true;
  throw error;
}

/** Where nobody catches it, as in a `.projenrc.ts`. */
function tell(uncaught: Error): void {
  if (!refusals.has(uncaught)) throw uncaught;
  process.stderr.write(`${uncaught.message}\n`);
  process.exit(1);
}
