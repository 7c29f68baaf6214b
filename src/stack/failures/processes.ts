import { DONE_IS_RECORDED, type KnownFailure, sentence } from './known-failure';

const AFTER_A_CRASH =
  'Run it again: with `refresh: true` (the default) it starts from what AWS has. It may find the lock of this run, and says how to remove it then.';

/** What happens on the runner: to its disk, and to the programs on it. */
export const PROCESS_FAILURES: readonly KnownFailure[] = [
  {
    pattern: /no space left on device|\bENOSPC\b|disk quota exceeded|\bEDQUOT\b/i,
    reason: 'runner',
    message: () => 'There is no space left on a disk of the runner.',
    hint: `Free some (the engine and its AWS plugin need about 1 GB), or use a larger runner; then run it again. ${DONE_IS_RECORDED}`,
  },
  {
    pattern: /\bETXTBSY\b|text file busy/i,
    reason: 'runner',
    message: () => 'The engine or its plugin was being written by another job on this runner when it was to run.',
    hint: 'Run it again. Where jobs share a tool cache, install Pulumi there before they start.',
  },
  {
    pattern:
      /too many open files|\bE[MN]FILE\b|resource temporarily unavailable|\bEAGAIN\b|cannot allocate memory|\bENOMEM\b/i,
    reason: 'runner',
    message: ([text]) => `The runner has no more of what programs need: ${sentence(text)}`,
    hint: `Let fewer jobs run on it at once, or use a larger runner; then run it again. ${DONE_IS_RECORDED}`,
  },
  {
    pattern: /\bspawn \S*pulumi (ENOENT|EACCES|ENOEXEC)\b|cannot execute binary file|exec format error/i,
    reason: 'engine-unavailable',
    message: () => 'The Pulumi engine or its AWS plugin can not be run on this machine.',
    hint: 'Look at what `pulumi` is on PATH, and at ~/.pulumi/plugins, or remove them: what is missing is installed.',
  },
  {
    // The last is the Terraform bridge's, which goes on.
    pattern: /(?:(?:^|plugin:)(?:panic|fatal error)|Bridged provider panic \([^)\n]*\)): ([^\n]*)/m,
    reason: 'engine-crashed',
    message: ([, text]) => `The Pulumi engine or its AWS plugin crashed: ${sentence(text!)}`,
    hint: `${AFTER_A_CRASH} If it crashes again, give another \`pulumi-version\`.`,
  },
  {
    pattern: /\bwas killed with (SIG\w+)|\bsignal: (killed|aborted|segmentation fault)\b/,
    reason: 'engine-crashed',
    message: ([, signal, words]) => `The Pulumi engine or its AWS plugin was killed (${signal ?? words}).`,
    hint: `Most often the runner had no more memory: use a larger one, or let fewer jobs run on it at once. ${AFTER_A_CRASH}`,
  },
  {
    // Whose own last words are often none.
    pattern:
      /pulumi-resource-\w+(?:\.exe)? exited prematurely|"transport: Error while dialing: dial tcp 127\.0\.0\.1:|error reading from server: EOF|transport is closing/,
    reason: 'engine-crashed',
    message: () => 'The AWS plugin of Pulumi ended in the middle of the run.',
    hint: `Most often the runner had no more memory: use a larger one, or let fewer jobs run on it at once. ${AFTER_A_CRASH}`,
  },
  {
    pattern:
      /no (?:resource )?plugin '?pulumi-resource-aws|failed to load plugin|could not (?:find|load|read) .*plugin|plugin \[[^\]]*\] (?:exited|crashed)|could not read plugin/i,
    reason: 'engine-unavailable',
    message: () => 'The AWS plugin of Pulumi can not be loaded.',
    hint: 'Run `pulumi plugin install resource aws` in a step before to see why.',
  },
  {
    pattern: /CLI does not support state migrations/,
    reason: 'engine-unavailable',
    message: () => 'The Pulumi engine is too old to keep `up` to what its preview showed.',
    hint: 'Install Pulumi 3.261.0 or newer in a step before, or leave `pulumi-version` out.',
  },
];
