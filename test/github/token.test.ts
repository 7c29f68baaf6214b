import { isReadOnlyForFork } from '../../src/github/token';

const own = { repo: { id: 1 } };
const fork = { repo: { id: 2 } };

describe('a token is read-only', () => {
  it.each([
    ['pull_request', { head: fork, base: own }],
    ['pull_request_review', { head: fork, base: own }],
    ['pull_request_review_comment', { head: fork, base: own }],
    ['pull_request', { head: { repo: null }, base: own }],
  ])('on %s from %j', (eventName, pull_request) => {
    expect(isReadOnlyForFork(eventName, { pull_request })).toBe(true);
  });
});

describe('a token is not read-only', () => {
  it.each([
    ['pull_request', { head: own, base: own }],
    ['pull_request_target', { head: fork, base: own }],
    ['issue_comment', { head: fork, base: own }],
    ['workflow_run', { head: fork, base: own }],
    ['pull_request', undefined],
    ['pull_request', 'hostile'],
  ])('on %s from %j', (eventName, pull_request) => {
    expect(isReadOnlyForFork(eventName, { pull_request })).toBe(false);
  });
});
