import { named, object, optional, text, wholeNumber } from '../schema';

export const run = named(
  'run',
  object(
    {
      url: text('The page of the workflow run.'),
      attempt: wholeNumber(0, 'Which attempt of the run it is, from 1.'),
      workflow: text("The workflow's name."),
      sha: text('The commit; on a pull request its head.'),
    },
    'A run of a workflow.',
  ),
);

export const serviceReference = named(
  'serviceReference',
  object(
    {
      package: text('The package that the data comes from.'),
      version: text("The package's version."),
      date: text("The date of AWS's data, as YYYY-MM-DD."),
    },
    'An edition of the actions, resource types and condition keys of AWS.',
  ),
);

export const problem = named(
  'problem',
  object(
    {
      input: text("The input's name."),
      value: optional(text('Its value; absent where the workflow gives none.')),
      expected: text('What was expected instead: the end of a sentence that starts with "expected".'),
    },
    'An input that can not be used.',
  ),
);

export const failure = named(
  'failure',
  object(
    {
      reason: text('A fixed word, one of those of the output `failure-reason`.'),
      message: text('What happened.'),
      hint: optional(text('The way out.')),
      details: optional(text('What the engine said.')),
    },
    'Why a run failed.',
  ),
);
