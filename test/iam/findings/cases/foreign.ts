import { allow, type Cases, deny, policy } from './case';

const INLINE = { kind: 'inline', name: 'by-hand' } as const;
const ADMINISTRATOR = { kind: 'attached', name: 'arn:aws:iam::aws:policy/AdministratorAccess' } as const;

export const FOREIGN_CASES: Cases = {
  'policy-of-others': {
    broken: [
      { name: 'an inline policy', foreign: { ...INLINE, document: policy(allow('s3:*')) } },
      { name: 'an attached policy', foreign: { ...ADMINISTRATOR, document: policy(allow('*', '*')) } },
      { name: 'one that also denies', foreign: { ...INLINE, document: policy(deny('s3:*'), allow('s3:*')) } },
      { name: 'one that could not be read', foreign: ADMINISTRATOR },
      { name: 'one that makes no sense', foreign: { ...INLINE, document: 'x' } },
      { name: 'one with a statement that makes no sense', foreign: { ...INLINE, document: policy(deny('s3:*'), 'x') } },
    ],
    kept: [{ name: 'one that only denies', foreign: { ...INLINE, document: policy(deny('s3:*')) } }],
  },
  'denial-of-others': {
    broken: [{ name: 'one that only denies', foreign: { ...INLINE, document: policy(deny('s3:*')) } }],
    kept: [
      { name: 'one that also allows', foreign: { ...INLINE, document: policy(deny('s3:*'), allow('s3:*')) } },
      { name: 'one that could not be read', foreign: ADMINISTRATOR },
    ],
  },
};
