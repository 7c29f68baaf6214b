import { code, table } from './markdown';
import { TOKEN_PERMISSIONS, type TokenPermission } from '../../src/github/token-permissions';
import { listed } from '../../src/shared/listed';

const USERS: Readonly<Record<TokenPermission['user'], string>> = {
  action: 'the Action (`github-token`)',
  checkout: 'actions/checkout',
  credentials: 'aws-actions/configure-aws-credentials',
  'code-scanning': 'github/codeql-action/upload-sarif',
  protection: "the template's step about its environment",
  'drift-issue': "the template's job about drift",
};

/** @returns a Markdown table of what the token of a job needs, who for what, and from which input on */
export function githubPermissions(permissions: readonly TokenPermission[] = TOKEN_PERMISSIONS): string {
  const rows = permissions.map(({ permission, level, user, purpose, onlyWith, notWith, otherwise }) => [
    code(`${permission}: ${level}`),
    USERS[user],
    `to ${purpose}`,
    onlyWith ? `with ${listed(onlyWith.map(code), 'or')}` : notWith ? `not with ${code(notWith)}` : 'always',
    otherwise,
  ]);
  return table(['Permission', 'Who', 'What for', 'When', 'Without it'], rows);
}
