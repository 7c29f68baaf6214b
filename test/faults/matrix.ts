import type { AwsFault } from '../../sandbox/aws/fault-proxy';
import type { Answer } from '../../sandbox/github/answer';
import type { InputName } from '../../src/contract';

/**
 * What can go wrong on the way of a run: every request that it makes, and every process that it starts, with every fault.
 * Which requests a run makes is not written down here, but recorded from one without faults.
 */

/** A command, and what there is when it starts. */
export interface Situation {
  readonly name: string;
  readonly from: 'nothing' | 'a deployed role';
  readonly inputs: Partial<Record<InputName, string>>;
}

/** What `from: 'a deployed role'` was deployed with. */
export const DEPLOYED: Situation['inputs'] = { command: 'up', permissions: 'deploy' };

/** Another policy, another setting of the role, and a tag of both. */
const OTHER = { permissions: 'baseline', 'max-session-duration': '7200', tags: 'team=ml' } as const;

export const SITUATIONS: readonly Situation[] = [
  { name: 'preview of a new role', from: 'nothing', inputs: { command: 'preview' } },
  { name: 'first up', from: 'nothing', inputs: { command: 'up' } },
  { name: 'preview of a change', from: 'a deployed role', inputs: { command: 'preview', ...OTHER } },
  { name: 'up', from: 'a deployed role', inputs: { command: 'up', ...OTHER } },
  { name: 'drift', from: 'a deployed role', inputs: { command: 'drift' } },
  { name: 'destroy', from: 'a deployed role', inputs: { command: 'destroy' } },
];

/** A request, as the ones of its kind are counted, and how the fault proxy or the local GitHub knows those. */
export interface Call {
  readonly to: 'STS' | 'IAM' | 'S3' | 'GitHub';
  /** Such as `CreateRole`, `PUT state`, `POST comments`. */
  readonly name: string;
  readonly method?: string;
  readonly pattern: RegExp;
}

/** What the engine keeps in the bucket: https://github.com/pulumi/pulumi/tree/master/pkg/backend/diy */
const OBJECTS = {
  locks: /\.pulumi(\/|%2F)locks(\/|%2F)/,
  state: /\.pulumi(\/|%2F)stacks(\/|%2F)/,
  meta: /\.pulumi(\/|%2F)meta\.yaml/,
  history: /\.pulumi(\/|%2F)history(\/|%2F)/,
  backups: /\.pulumi(\/|%2F)backups(\/|%2F)/,
} as const;

/** @param action as the fault proxy names it */
export function awsCall(action: string): Call {
  const [, method, path] = /^([A-Z]+) (\S*)$/.exec(action) ?? [];
  if (!method) {
    return { to: action === 'GetCallerIdentity' ? 'STS' : 'IAM', name: action, pattern: new RegExp(`^${action}$`) };
  }
  const [object, pattern] = Object.entries(OBJECTS).find((entry) => entry[1].test(path!)) ?? ['other', /./];
  const isList = path!.includes('list-type=2');
  const verb = isList ? 'LIST' : method;
  const whole = isList ? `^GET .*list-type=2.*${pattern.source}` : `^${method} (?!.*list-type=2).*${pattern.source}`;
  return { to: 'S3', name: `${verb} ${object}`, pattern: new RegExp(whole) };
}

/** The last word of a path without ids: `comments`, `graphql`. */
export function githubCall(method: string, path: string): Call {
  const word = path
    .replace(/\?.*/, '')
    .split('/')
    .filter((part) => !/^\d+$/.test(part))
    .at(-1)!;
  return { to: 'GitHub', name: `${method} ${word}`, method, pattern: new RegExp(`/${word}\\b`) };
}

/** What happens to a request instead of a plain answer. */
export interface RequestFault {
  readonly name: string;
  readonly aws?: Omit<AwsFault, 'action'>;
  readonly github?: { readonly answer?: Answer | 'lose' | 'hang'; readonly delay?: number };
  /** Whether it may take as long as whoever waits is ready to. */
  readonly isSlow?: boolean;
}

/** What a network says that wants its users to sign in first. */
const PAGE = '<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in to the network</body></html>';
const TRUNCATED = '<?xml version="1.0"?><Response xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Result><Na';

function refusal(status: number, code: string, message: string): RequestFault {
  const answer = { status, body: { message, documentation_url: 'https://docs.github.com/rest' } };
  return { name: `${status} ${code}`, aws: { refusal: { status, code, message } }, github: { answer } };
}

function page(status: number): RequestFault {
  const headers = { 'content-type': 'text/html' };
  return {
    name: `HTML with ${status}`,
    aws: { garbage: { status, body: PAGE } },
    github: { answer: { status, body: PAGE, headers } },
  };
}

export const REQUEST_FAULTS: readonly RequestFault[] = [
  refusal(400, 'ValidationError', 'The request is not valid.'),
  refusal(403, 'AccessDenied', 'Access Denied'),
  refusal(403, 'ExpiredToken', 'The security token included in the request is expired'),
  refusal(409, 'ConcurrentModification', 'The entity was modified by another request.'),
  refusal(429, 'TooManyRequests', 'Too many requests'),
  refusal(500, 'ServiceFailure', 'Internal failure'),
  refusal(503, 'ServiceUnavailable', 'The service is unavailable. Try again later.'),
  { name: 'hang', isSlow: true, aws: { connection: 'hang' }, github: { answer: 'hang' } },
  { name: 'late', aws: { delay: 2_000 }, github: { delay: 2_000 } },
  page(200),
  page(403),
  { name: 'truncated', aws: { garbage: { body: TRUNCATED } }, github: { answer: { status: 200, body: { id: null } } } },
  { name: 'empty', aws: { garbage: { body: '' } }, github: { answer: { status: 200 } } },
  { name: 'lost answer', aws: { connection: 'lose-answer' }, github: { answer: 'lose' } },
];

/** A stand-in for the engine or for the plugin, as a shell script; `$REAL` is the real one. */
export interface ProcessFault {
  readonly name: string;
  readonly program: 'pulumi' | 'pulumi-resource-aws';
  readonly script: string;
  readonly isSlow?: boolean;
}

/** As Go writes them. */
const PANIC = `cat >&2 <<'END'
panic: runtime error: invalid memory address or nil pointer dereference
[signal SIGSEGV: segmentation violation code=0x1 addr=0x28 pc=0x1a2b3c4]

goroutine 1 [running]:
github.com/pulumi/pulumi/pkg/v3/backend.(*cloudSnapshotPersister).Save(0x0)
	/home/runner/work/pulumi/pulumi/pkg/backend/snapshot.go:101 +0x1d
END
exit 2`;
const OUT_OF_MEMORY = `cat >&2 <<'END'
fatal error: runtime: out of memory

runtime stack:
runtime.throw({0x3b1c2d4?, 0x7f2c4d5e6f70?})
	/opt/hostedtoolcache/go/1.24.4/x64/src/runtime/panic.go:1094 +0x48
END
exit 2`;
/** Does what the real one does, until the kernel kills it. */
const killedAfter = (seconds: number) => `exec timeout -s KILL ${seconds} "$REAL" "$@"`;

export const PROCESS_FAULTS: readonly ProcessFault[] = [
  { name: 'panics', program: 'pulumi', script: PANIC },
  { name: 'runs out of memory', program: 'pulumi', script: OUT_OF_MEMORY },
  { name: 'is killed', program: 'pulumi', script: 'kill -9 $$' },
  { name: 'is killed after a while', program: 'pulumi', script: killedAfter(1) },
  { name: 'is killed later', program: 'pulumi', script: killedAfter(1.6) },
  { name: 'ends with 255 and no word', program: 'pulumi', script: 'exit 255' },
  { name: 'does nothing and is content', program: 'pulumi', script: 'exit 0' },
  { name: 'talks nonsense', program: 'pulumi', script: `echo '${PAGE}'; echo '${PAGE}' >&2; exit 1` },
  { name: 'hangs', program: 'pulumi', script: 'exec sleep 600', isSlow: true },
  { name: 'panics', program: 'pulumi-resource-aws', script: PANIC },
  { name: 'is killed', program: 'pulumi-resource-aws', script: 'kill -9 $$' },
  { name: 'is killed after a while', program: 'pulumi-resource-aws', script: killedAfter(0.8) },
  { name: 'is of another machine', program: 'pulumi-resource-aws', script: 'exit 126' },
  { name: 'talks nonsense', program: 'pulumi-resource-aws', script: `echo '${PAGE}'; exec sleep 600` },
  { name: 'hangs', program: 'pulumi-resource-aws', script: 'exec sleep 600', isSlow: true },
];
