import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { readsTwoWays } from './two-ways';
import { isObject, type JsonObject } from '../../shared/json';

/** The newest form of a state that this Action knows, as the engine numbers them. */
const NEWEST_FORM = 4;

/** What the text of a state says, or what is wrong with it: the end of a sentence. */
type StateText = { readonly damage: string; readonly isNewer?: boolean } | SoundState;

interface SoundState {
  readonly damage?: undefined;
  readonly resources: number;
  /** What the stack has, as the engine writes it. */
  readonly deployment: JsonObject;
  /** Why the engine may read something else in it: the end of a sentence. */
  readonly twoWays?: string;
}

/**
 * Reads what the engine has written for a stack. The engine itself takes some of what can't be a state, such as `{}` or
 * `null`, for a stack that has nothing: it would make everything anew, and write over what is there.
 *
 * https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/core.go
 *
 * @param content as it is in the backend, compressed or not
 */
export function readStateText(content: Buffer): StateText {
  if (content.length === 0) return { damage: 'it is empty' };
  const text = textIn(content);
  const parsed = parse(text);
  if (!isObject(parsed)) return { damage: parsed === undefined ? 'it is cut off, or no JSON' : NO_STATE };
  const { version, checkpoint } = parsed;
  // As it was before forms had numbers.
  if (version === undefined && (isObject(parsed.latest) || isObject(parsed.target))) return sound(parsed, parsed, text);
  if (typeof version !== 'number' || version < 1) return { damage: NO_STATE };
  if (version > NEWEST_FORM) {
    return { damage: `it is of the form ${version}, which is newer than the Pulumi engine here`, isNewer: true };
  }
  return isObject(checkpoint) && typeof checkpoint.stack === 'string'
    ? sound(checkpoint, parsed, text)
    : { damage: NO_STATE };
}

const NO_STATE = 'it is JSON, but no state of Pulumi';

function sound({ latest }: JsonObject, parsed: JsonObject, text: string): SoundState {
  const deployment = isObject(latest) ? latest : {};
  const { resources } = deployment;
  const twoWays = readsTwoWays(text, parsed);
  return { resources: Array.isArray(resources) ? resources.length : 0, deployment, ...(twoWays && { twoWays }) };
}

/** @returns `undefined` where it can't be parsed */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @returns no text where what is compressed is damaged */
function textIn(content: Buffer): string {
  try {
    return decompressed(content).toString('utf8');
  } catch {
    return '';
  }
}

function decompressed(content: Buffer): Buffer {
  if (content.length >= 2 && content.readUInt16BE(0) === 0x1f8b) return gunzipSync(content);
  return content.length >= 4 && content.readUInt32LE(0) === 0xfd2fb528 ? zstdDecompressSync(content) : content;
}
