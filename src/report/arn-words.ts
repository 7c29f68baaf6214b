import { groupBy } from '../shared/group-by';
import { code } from './render/markdown';
import { parseArn } from '../aws/arn';
import type { Target } from '../iam/target';

/** What an ARN is of: a kind in words, and its name; the name is from outside. */
export interface ArnNoun {
  readonly kind: string;
  readonly name: string;
}

/** By service, and by the type in the ARN. */
const KINDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  sagemaker: { endpoint: 'endpoint', 'endpoint-config': 'endpoint configuration', model: 'model' },
  ecr: { repository: 'repository' },
  kms: { key: 'KMS key' },
};

/** @returns `undefined` for what does not lie in the target's own region and account, or has no words of its own */
export function arnNoun(arn: string, { partition, region, account }: Target): ArnNoun | undefined {
  const parsed = parseArn(arn);
  if (!parsed.ok || parsed.value.partition !== partition) return undefined;

  const { service, resource } = parsed.value;
  const isAt = (place: string, owner: string) => parsed.value.region === place && parsed.value.account === owner;
  if (service === 's3') return isAt('', '') ? s3Noun(resource) : undefined;
  const [, type, name] = /^([^/]+)\/(.+)$/s.exec(resource) ?? [];
  if (service === 'iam') return isAt('', account) && type === 'role' && name ? { kind: 'role', name } : undefined;
  if (!isAt(region, account)) return undefined;
  if (service === 'logs') return logsNoun(resource);
  const kinds = Object.hasOwn(KINDS, service) ? KINDS[service]! : {};
  return name && Object.hasOwn(kinds, type!) ? { kind: kinds[type!]!, name } : undefined;
}

/** What the ARNs are of as inline Markdown, those of one kind together: endpoints `a`, `b`. */
export function arnWords(arns: readonly string[], target: Target): string[] {
  return groupBy([...new Set(arns)], (arn) => arnNoun(arn, target)?.kind ?? arn).map((alike) => {
    const nouns = alike.map((arn) => arnNoun(arn, target)).filter((each) => each !== undefined);
    if (nouns.length === 0) return alike[0] === '*' ? '**everything**' : code(alike[0]!);
    return `${kindOf(nouns)} ${nouns.map(({ name }) => code(name)).join(', ')}`;
  });
}

/** For several names, and for a pattern, the plural. */
export function kindOf(nouns: readonly ArnNoun[]): string {
  const isOne = nouns.length === 1 && !/[*?]/.test(nouns[0]!.name);
  return isOne ? nouns[0]!.kind : `${nouns[0]!.kind.replace(/ory$/, 'orie')}s`;
}

function s3Noun(resource: string): ArnNoun | undefined {
  if (/^[^/]+\/./s.test(resource)) return { kind: 'object', name: resource };
  // A wildcard in a bucket's name also stands for a slash and what follows.
  return /[*?/]/.test(resource) ? undefined : { kind: 'bucket', name: resource };
}

/** A log group's ARN with `:*` behind it is that of its streams. */
function logsNoun(resource: string): ArnNoun | undefined {
  const [, group, stream] = /^log-group:([^:]+)(?::log-stream:(.+)|:\*)?$/s.exec(resource) ?? [];
  if (!group) return undefined;
  const name = resource.slice('log-group:'.length);
  return { kind: stream === undefined ? 'log group' : 'log stream', name };
}
