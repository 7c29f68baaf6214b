import type { Cases } from './case';

const GET = {
  action: 's3:GetObject',
  resources: ['arn:aws:s3:::my-models/x'],
  ours: 'denied',
  aws: 'allowed',
} as const;
const REASON = { description: 'Public access in the statement with index: 0.', statement: { index: 0 } };

export const VERIFIED_CASES: Cases = {
  'simulator-disagrees': {
    broken: [
      { name: 'AWS allows more', verified: { disagreements: [{ ...GET, context: [] }] } },
      {
        name: 'AWS allows less, under a condition',
        verified: {
          disagreements: [
            {
              ...{ ...GET, ours: 'allowed', aws: 'denied' },
              context: [{ key: 'aws:securetransport', values: ['true'], type: 'boolean' }],
            },
          ],
        },
      },
    ],
    kept: [{ name: 'AWS says the same', verified: { disagreements: [] } }],
  },
  'public-trust': {
    broken: [
      { name: 'AWS says why', verified: { disagreements: [], publicBecause: [REASON] } },
      { name: 'AWS does not say why', verified: { disagreements: [], publicBecause: [] } },
    ],
    kept: [{ name: 'AWS rules it out', verified: { disagreements: [] } }],
  },
};
