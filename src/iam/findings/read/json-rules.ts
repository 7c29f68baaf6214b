import type { Rule } from '../finding';
import { PAGES } from '../pages';

export const INVALID_JSON: Rule = {
  id: 'invalid-json',
  severity: 'error',
  title: 'The document is not valid JSON.',
  why: 'AWS refuses it, and nothing in it can be checked.',
  fix: 'Correct the syntax at the place given.',
  documentation: PAGES.grammar,
  refusedByAws: true,
};

export const DUPLICATE_KEY: Rule = {
  id: 'duplicate-json-key',
  severity: 'error',
  title: 'An object of the document has a key twice.',
  why: 'Only one of the two counts, most likely the last one: the policy does not say what it seems to say.',
  fix: 'Put the values of both into one array, or write two statements.',
  documentation: PAGES.grammar,
  refusedByAws: true,
};

export const TOO_DEEP: Rule = {
  id: 'nesting-too-deep',
  severity: 'error',
  title: 'The document is nested deeper than any policy.',
  why: 'It is no policy document, so nothing in it can be checked.',
  fix: 'Give a policy document: an object with Version and Statement.',
  documentation: PAGES.grammar,
  refusedByAws: true,
};

export const TOO_LARGE: Rule = {
  id: 'document-too-large',
  severity: 'error',
  title: 'The document is larger than the quota of AWS.',
  why: 'AWS refuses it.',
  fix: 'Name actions and resources by patterns where that grants no more, or divide the permissions among several policies.',
  documentation: PAGES.quotas,
  refusedByAws: true,
};

export const NEAR_QUOTA: Rule = {
  id: 'document-near-quota',
  severity: 'warning',
  title: 'The document is nearly as large as the quota of AWS allows.',
  why: 'One more statement, or a longer name, and AWS refuses it.',
  fix: 'Divide the permissions among several policies before that happens.',
  documentation: PAGES.quotas,
};
