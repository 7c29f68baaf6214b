import type { Ports } from './ports';
import { ownFault } from '../failure';
import { redactor } from '../report/redact';
import { inlineMarkdown } from '../report/render/markdown/inline';

const TITLE = 'The Action failed, and could not make its report';

/**
 * Tells of a run whose report can't be made: each place by itself, so that one that fails takes no other with it. It uses as
 * little as possible of what may be broken, and never throws.
 *
 * @param error why the report can't be made
 */
export async function tellLastWords(
  error: unknown,
  { log, output, summary, secrets }: Pick<Ports, 'log' | 'output' | 'summary' | 'secrets'>,
): Promise<void> {
  const { reason, message, hint } = ownFault(error);
  const told = redactor(secrets)(`${message} ${hint}`);
  const writes = [
    () => output('failure-reason', reason),
    () => summary(`### ❌ ${TITLE}\n\n${inlineMarkdown([{ kind: 'text', text: told }])}\n`),
    () => log.error(told, TITLE),
  ];
  await Promise.allSettled(writes.map(async (write) => write()));
}
