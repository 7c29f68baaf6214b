import { jobSubjects } from '../../../sandbox/runner/job-subjects';

const WORKFLOW = `
permissions: {}
jobs:
  deploy: { environment: production, permissions: { id-token: write } }
  check: { permissions: { id-token: write } }
  issue: { permissions: { issues: write } }
`;

test.each([
  ['push', { ref: 'refs/heads/main' }, 'repo:acme/churn:ref:refs/heads/main'],
  ['pull_request', {}, 'repo:acme/churn:pull_request'],
])(
  'on %s: by the environment, else by the event, and only for jobs that may ask for a token',
  (name, payload, subject) => {
    expect(jobSubjects(WORKFLOW, { name, payload }, 'acme/churn')).toEqual({
      deploy: 'repo:acme/churn:environment:production',
      check: subject,
    });
  },
);
