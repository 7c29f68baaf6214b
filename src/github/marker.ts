import { createHash } from 'node:crypto';
import { asObject } from './json';

/** Which comment it is, among those of the same author on one pull request. */
export interface CommentKey {
  /** The full name of the stack. */
  readonly stack: string;
  /** Where the stack's state is. Everyone who can see the pull request can read it, so without credentials. */
  readonly backend: string;
}

const VERSION = 1;
const START = '<!-- model-deployment-iam ';
const END = ' -->';

/** What a comment's marker says. */
export interface Marker extends CommentKey {
  /** Words for what the comment shows, by which a later run knows whether it is about the same. */
  readonly shows?: string;
  /** When it came to show that, by GitHub's clock: ISO 8601. */
  readonly since?: string;
}

/** The first line of a comment's body, which GitHub does not show: by it the next run finds the comment again. */
export function renderMarker({ stack, backend, shows, since }: Marker): string {
  const key = { stack: shortName(stack), backend: shortName(backend) };
  return START + escapeForHtmlComment(JSON.stringify({ v: VERSION, ...key, shows, since })) + END;
}

/** Reads the marker of a comment's body; `undefined` if it has none, or one of another version. */
export function parseMarker(body: string): Marker | undefined {
  const [line = ''] = body.split(/\r?\n/, 1);
  if (!line.startsWith(START) || !line.endsWith(END)) return undefined;

  const marker = asObject(parseJson(line.slice(START.length, -END.length)));
  if (!marker) return undefined;
  const { v, stack, backend, shows, since, ...unknown } = marker;
  if (v !== VERSION || typeof stack !== 'string' || typeof backend !== 'string') return undefined;
  if (Object.keys(unknown).length > 0) return undefined;
  if (!isOptionalText(shows) || !isOptionalText(since)) return undefined;
  return { stack, backend, ...(shows !== undefined && { shows }), ...(since !== undefined && { since }) };
}

function isOptionalText(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string';
}

/** Whether the body starts with the marker of exactly this comment: `dev` is not `dev2`. */
export function isMarkedWith(key: CommentKey, body: string): boolean {
  const marker = parseMarker(body);
  return marker?.stack === shortName(key.stack) && marker.backend === shortName(key.backend);
}

const MAX_NAME = 500;

/** An input that is wrong can be of any length, and the comment has to have room for more than its marker. */
function shortName(name: string): string {
  return name.length <= MAX_NAME ? name : `sha256:${createHash('sha256').update(name).digest('hex')}`;
}

/** In a name, these could end the HTML comment early and show, or run, what follows. */
function escapeForHtmlComment(json: string): string {
  return json.replace(/[<>]|-(?=-)/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
