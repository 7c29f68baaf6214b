import type { Log } from './ports';
import { shortened, visible, visibleLines, withoutCommands } from '../report/visible';

/** An annotation that is longer is not read, and GitHub cuts it anyway. */
const MAX_ANNOTATION = 4000;
const MAX_TITLE = 200;

/**
 * A log in which names and messages from outside do nothing: neither to the runner, which takes lines for commands, nor to the
 * reader, whom control and direction characters could deceive.
 */
export function safeLog(log: Log): Log {
  const printed = (text: string) => visibleLines(text).map(withoutCommands).join('\n');
  const annotated = (text: string) => printed(shortened(text, MAX_ANNOTATION));
  const titled = (title: string | undefined) => title && visible(shortened(title, MAX_TITLE));
  return {
    info: (line) => log.info(printed(line)),
    debug: (line) => log.debug(printed(line)),
    notice: (line, title) => log.notice(annotated(line), titled(title)),
    warning: (line, title) => log.warning(annotated(line), titled(title)),
    error: (line, title, at) => log.error(annotated(line), titled(title), at),
    group: (title, body) => log.group(visible(title), body),
  };
}
