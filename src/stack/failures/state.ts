import { type KnownFailure, sentence } from './known-failure';

const HINT = 'Check `backend-url`, and that the role of the workflow may list, read and write there.';

const WRITES = /^(?:Put|Copy|Delete|Create|Complete|Upload)/;

/** As the engine says it of any backend. Why is told behind it, and may be anything. */
export const STATE_NOT_WRITTEN = /failed to save snapshot/;

/** What is wrong with the state itself. `withWayBack` adds the way out of a damaged one, which only the backend tells. */
export const STATE_ITSELF: readonly KnownFailure[] = [
  {
    pattern: STATE_NOT_WRITTEN,
    reason: 'state-not-written',
    message: () => 'The state could not be written: what is made or deleted in AWS since then is not recorded.',
    hint: 'Let the role of the workflow write to the backend (or renew its credentials), then run it again with `refresh: true` (the default): what AWS has and the state does not have is told there, with the way out.',
  },
  {
    pattern:
      /failed to load checkpoint: (?:place 1: )?(?!blob|.*operation error)([^\n]*)|(snapshot integrity failure[^\n]*)|((?:resource|resource '[^']*') missing required '\w+' field)|(the stack '[^']*' (?:uses features that are not supported|is (?:newer|older|too old))[^\n]*)|(could not deserialize deployment[^\n]*)/i,
    reason: 'state-damaged',
    message: (match) => `The state of the stack can't be used: ${sentence(match.slice(1).find(Boolean) ?? '')}`,
  },
];

/** What keeps the engine from opening the state that it has read. */
export const SECRETS_FAILURES: readonly KnownFailure[] = [
  {
    pattern: /unable to (?:read|construct a path the) PULUMI_CONFIG_PASSPHRASE_FILE/,
    reason: 'backend',
    message: () =>
      "The passphrase of the stack's state can't be read from the file that PULUMI_CONFIG_PASSPHRASE_FILE names.",
    hint: 'Write the passphrase (from a secret) to that file in a step before, or set PULUMI_CONFIG_PASSPHRASE instead.',
  },
  {
    pattern: /incorrect passphrase|passphrase must be set/i,
    reason: 'backend',
    message: () => "The passphrase does not open the stack's state.",
    hint: 'Set PULUMI_CONFIG_PASSPHRASE (from a secret) to the passphrase that the stack was created with.',
  },
  {
    pattern: /secrets manager[^\n]*?: (?:secrets \(code=\w+\): )?([^\n]*)|\bsecrets \(code=\w+\): ([^\n]*)/,
    reason: 'backend',
    message: ([, text, words]) =>
      `The key that \`secrets-provider\` names can not be used: ${sentence(text ?? words!)}`,
    hint: 'Set `secrets-provider` to what the stack was created with, and let the role of the workflow use that key (`kms:Encrypt`, `kms:Decrypt`).',
  },
];

/** What keeps the engine from where the state is. */
export const STATE_FAILURES: readonly KnownFailure[] = [
  {
    pattern: /(invalid access token|\[401\]|access token.*(invalid|expired))/i,
    reason: 'backend',
    message: () => 'Pulumi Cloud does not accept the access token.',
    hint: 'Set PULUMI_ACCESS_TOKEN (from a secret) to a token that may use this stack.',
  },
  {
    pattern: /operation error S3: (\w+), ([^\n]*)/,
    reason: 'backend',
    message: ([, operation, answer]) => {
      const place = WRITES.test(operation!) ? 'written to' : 'read from';
      return `The state can not be ${place} the backend.${saying(answer!)}`;
    },
    hint: HINT,
  },
  {
    pattern:
      /NoSuchBucket|bucket .* does not exist|unable to (?:open|check) bucket|could not list bucket|(?:read|write) "?\.pulumi\/|failed to (?:load checkpoint|open)|unable to list/i,
    reason: 'backend',
    message: () => 'The state can not be read from the backend.',
    hint: HINT,
  },
];

/** What S3 has answered, or why it has not, if it is worth a sentence. */
function saying(answer: string): string {
  const network = /request send failed, [^\n]*: ([^:\n]+)$/.exec(answer);
  if (network) return ` S3 can't be reached: ${sentence(network[1]!)}`;
  const said = /, (?:api error )?(?!RequestID|HostID|Unknown)([A-Z]\w+: [^\n]*)$/.exec(
    answer.replace(/(?:Request|Host)ID: [^,]*, /g, ''),
  );
  return said ? ` S3 says: ${sentence(said[1]!)}` : '';
}
