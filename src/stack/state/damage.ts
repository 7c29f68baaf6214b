import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { readsTwoWays } from './two-ways';
import { isObject, type JsonObject } from '../../shared/json';

/** The newest form of a state that this Action knows, as the engine numbers them. */
const NEWEST_FORM = 4;

/** What the text of a state says, or what is wrong with it: the end of a sentence. */
type StateText = DamagedState | SoundState;

interface DamagedState extends Readings {
  readonly damage: string;
  readonly isNewer?: boolean;
}

interface SoundState extends Readings {
  readonly damage?: undefined;
  readonly resources: number;
}

/** What the engine reads in the text, or may read though it is no state that it writes. */
interface Readings {
  /** What the stack has, as the engine writes it. */
  readonly deployments: readonly JsonObject[];
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
  if (content.length === 0) return { damage: 'it is empty', deployments: [] };
  const text = textIn(content);
  const parsed = parse(text);
  if (!isObject(parsed)) {
    return { damage: parsed === undefined ? 'it is cut off, or no JSON' : NO_STATE, deployments: [] };
  }
  const { version, checkpoint } = parsed;
  const twoWays = readsTwoWays(text, parsed);
  const sound = ({ latest }: JsonObject): SoundState => {
    const deployment = isObject(latest) ? latest : {};
    const { resources } = deployment;
    return { resources: Array.isArray(resources) ? resources.length : 0, deployments: [deployment], twoWays };
  };
  const damaged = (damage: string): DamagedState => ({ damage, deployments: deploymentsIn(parsed), twoWays });
  // As it was before forms had numbers.
  if (version === undefined && (isObject(parsed.latest) || isObject(parsed.target))) return sound(parsed);
  if (typeof version !== 'number' || version < 1) return damaged(NO_STATE);
  if (version > NEWEST_FORM) {
    return { ...damaged(`it is of the form ${version}, which is newer than the Pulumi engine here`), isNewer: true };
  }
  return isObject(checkpoint) && typeof checkpoint.stack === 'string' ? sound(checkpoint) : damaged(NO_STATE);
}

const NO_STATE = 'it is JSON, but no state of Pulumi';

/** The engine is content with less: it takes 0 for no number, and asks for no name of the stack. */
function deploymentsIn(parsed: JsonObject): JsonObject[] {
  return [parsed, parsed.checkpoint]
    .filter(isObject)
    .map(({ latest }) => latest)
    .filter(isObject);
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
