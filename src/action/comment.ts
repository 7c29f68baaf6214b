import { type Approvable, writeKeepingApproval } from './approvable';
import type { Ports } from './ports';
import type { OpenThread, Thread } from './thread';
import { commentFailure } from '../github/comment-failure';
import { asObject } from '../github/json';
import { type CommentKey, renderMarker } from '../github/marker';
import { upsertComment } from '../github/sticky-comment';
import { isReadOnlyForFork } from '../github/token';
import type { ChangedLine } from '../report/content/changed-lines';
import type { Report } from '../report/model';
import { renderComment } from '../report/render/comment';
import { within } from '../shared/within';

export interface CommentSettings extends Approvable {
  readonly when: 'always' | 'changes' | 'never';
  readonly key: CommentKey;
  /** Keys under which an earlier run, which knew less, may have left its comment. */
  readonly formerKeys: readonly CommentKey[];
  /** Looks for what the pull request changes of the inputs, where a reviewer asks for that. It fails never. */
  readonly changedLines?: (thread: OpenThread) => Promise<readonly ChangedLine[]>;
}

/**
 * Comments on the pull request that the event belongs to. A comment that fails is a warning, and never fails the run.
 *
 * @returns the comment's address, if there is one
 */
export async function comment(
  report: Report,
  settings: CommentSettings,
  { lookup, open }: Thread,
  { event, log, repository }: Pick<Ports, 'event' | 'log' | 'repository'>,
): Promise<string | undefined> {
  const { key, formerKeys, when } = settings;
  if (when === 'never') return undefined;
  if (lookup.kind === 'none') {
    log.info(`No comment, because ${lookup.why}`);
    return undefined;
  }
  if (isLatePreview(report, event.payload)) {
    log.info('No comment, because the pull request is closed: what its comment shows is what up came to');
    return undefined;
  }
  let pullRequest = lookup.kind === 'number' ? lookup.number : undefined;
  const write = async () => {
    const thread = await open();
    if (!thread) return undefined;
    pullRequest = thread.pullRequest;
    const [seenBefore, lines = []] = await Promise.all([thread.seen, settings.changedLines?.(thread)]);
    const page = `${report.run.url.split('/actions/')[0]}/pull/${thread.pullRequest}`;
    return writeKeepingApproval(settings, thread, {
      key,
      log,
      write: (shown, seen = seenBefore) =>
        upsertComment(thread.api, {
          pullRequest: thread.pullRequest,
          key,
          formerKeys,
          seen,
          body: renderComment(report, renderMarker({ ...key, ...shown }), { lines, pullRequest: page }),
          when: when === 'always' || isWorthComment(report) ? 'always' : 'only-existing',
        }),
    });
  };
  try {
    const late = (seconds: number) => new Error(`GitHub took longer than ${seconds} s for it`);
    const written = await within('comment', write, { what: 'GitHub, to comment', log: log.info, late });
    if (!written) {
      log.info('No comment, because no pull request belongs to this commit');
      return undefined;
    }
    const { url, action } = written;
    if (url) log.info(`Comment ${action}: ${url}`);
    return url;
  } catch (error) {
    const readOnlyForFork = isReadOnlyForFork(event.name, event.payload);
    log.warning(commentFailure(error, { repository, pullRequest, readOnlyForFork }), 'No comment on the pull request');
    return undefined;
  }
}

/** A label that is added to a merged pull request, to approve what `up` has shown there, starts a preview as well. */
function isLatePreview(report: Report, payload: unknown): boolean {
  const isPreview = report.outcome !== 'invalid-input' && report.command === 'preview';
  return isPreview && asObject(asObject(payload)?.pull_request)?.state === 'closed';
}

/** Where nothing changes, and nobody else has changed anything, a comment that exists is brought up to date, but none is started. */
function isWorthComment(report: Report): boolean {
  return report.outcome !== 'completed' || report.access.changes.length > 0 || report.access.foreignPolicies.length > 0;
}
