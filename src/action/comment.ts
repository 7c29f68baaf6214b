import { type EarlyLook, findPlace } from './early-look';
import { keepingApproval } from './keeping-approval';
import type { Ports } from './ports';
import { commentFailure } from '../github/comment-failure';
import { type CommentKey, renderMarker } from '../github/marker';
import { pullRequestOf } from '../github/pull-request';
import { upsertComment } from '../github/sticky-comment';
import { isReadOnlyForFork } from '../github/token';
import type { Report } from '../report/model';
import { renderComment } from '../report/render/comment';

export interface CommentSettings {
  readonly when: 'always' | 'changes' | 'never';
  readonly pullRequest?: number;
  readonly token: string;
  readonly key: CommentKey;
  /** A word for what the comment shows; see `Marker`. */
  readonly shows?: string;
  /** The label that approves what the comment shows; none if no approval is ever asked for. */
  readonly approvalLabel?: string;
  /** Keys under which an earlier run, which knew less, may have left its comment. */
  readonly formerKeys: readonly CommentKey[];
  readonly secrets: readonly string[];
}

/**
 * Comments on the pull request that the event belongs to. A comment that fails is a warning, and never fails the run.
 *
 * @param early what is known of the pull request from before
 * @returns the comment's address, if there is one
 */
export async function comment(
  report: Report,
  settings: CommentSettings,
  ports: Ports,
  early?: EarlyLook,
): Promise<string | undefined> {
  const { key, formerKeys, secrets, token, when } = settings;
  const { event, log, repository } = ports;
  if (when === 'never') return undefined;

  const lookup = pullRequestOf(event.name, event.payload, settings.pullRequest);
  if (lookup.kind === 'none') {
    log.info(`No comment, because ${lookup.why}`);
    return undefined;
  }
  let pullRequest = lookup.kind === 'number' ? lookup.number : undefined;
  try {
    const place = await (early?.place ?? findPlace(lookup, token, ports));
    if (!place) {
      log.info('No comment, because no pull request belongs to this commit');
      return undefined;
    }
    pullRequest = place.pullRequest;
    const seen = await early?.comments;
    const { url, action } = await keepingApproval(settings, { ...place, log }, (shows) =>
      upsertComment(place.api, {
        pullRequest: place.pullRequest,
        key,
        formerKeys,
        seen,
        body: renderComment(report, { marker: renderMarker({ ...key, shows }), secrets }),
        when: when === 'always' || isWorthComment(report) ? 'always' : 'only-existing',
      }),
    );
    if (url) log.info(`Comment ${action}: ${url}`);
    return url;
  } catch (error) {
    const readOnlyForFork = isReadOnlyForFork(event.name, event.payload);
    log.warning(commentFailure(error, { repository, pullRequest, readOnlyForFork }), 'No comment on the pull request');
    return undefined;
  }
}

/** Where nothing changes, and nobody else has changed anything, a comment that exists is brought up to date, but none is started. */
function isWorthComment(report: Report): boolean {
  return report.outcome !== 'completed' || report.access.changes.length > 0 || report.access.foreignPolicies.length > 0;
}
