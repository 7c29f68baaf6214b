import {
  dictionary,
  list,
  named,
  nothing,
  object,
  oneOf,
  oneWordOf,
  optional,
  text,
  truth,
  wholeNumber,
} from '../schema';

const DECISIONS = ['allowed', 'conditional', 'undecided', 'denied'] as const;

const cell = named(
  'matrixCell',
  object(
    {
      now: oneWordOf(
        DECISIONS,
        'Whether it is allowed; `conditional` if that depends on conditions, `undecided` if AWS does not say.',
      ),
      before: optional(oneWordOf(DECISIONS, 'The same before the change; absent if there was no policy.')),
      conditions: optional(
        oneWordOf(
          ['eased', 'tightened', 'changed'],
          'What becomes of the conditions where it is `conditional` before and after: `eased` if they hold for more requests, ' +
            '`tightened` if for fewer, `changed` if for others or if that is not known. Absent if they stay the same.',
        ),
      ),
      byBoundary: optional(
        truth('Whether the policy would allow more now, and the permissions boundary does not; absent if not.'),
      ),
    },
    'Whether an action is allowed at a place.',
  ),
);

const place = named(
  'matrixPlace',
  object(
    {
      words: text('What it is, in words.'),
      name: optional(text('Its name.')),
      isOwn: truth('Whether the deployment is about it, or a policy names it.'),
      hasOwn: optional(truth('Whether there is a place like it that is own, with which it can be compared.')),
      arns: dictionary(text('An ARN.'), 'What is there, by service and type of resource, such as `s3:object`.'),
    },
    'Where an action can be tried.',
  ),
);

export const matrix = named(
  'matrix',
  object(
    {
      places: list(place(), 'The columns.'),
      rows: list(
        object(
          {
            action: text('The action, such as `s3:GetObject`.'),
            cells: list(
              oneOf([cell(), nothing('The action is never about such a resource.')], 'A cell.'),
              'In the order of the places.',
            ),
          },
          'What is true of one action.',
        ),
        'The rows.',
      ),
      cut: optional(
        list(
          object(
            {
              type: text('The service and the type of resource, such as `s3:object`.'),
              words: text('The type in words.'),
              shown: wholeNumber(0, 'How many of those that the policies name are looked at.'),
              all: wholeNumber(0, 'How many they name.'),
            },
            'A type of resource.',
          ),
          'Types of resources of which the policies name more than are looked at, first those that change; absent where all are.',
        ),
      ),
      left: wholeNumber(0, 'How many more actions the policies name.'),
      leftChanged: wholeNumber(0, 'How many of them are among those that the change is about.'),
      unplaced: optional(
        list(
          object(
            {
              entry: text('As the policy has it, such as `*:Get*`; NotAction is told as `*`.'),
              why: oneWordOf(
                ['unknown', 'many-services'],
                '`unknown` if AWS has no such action, as far as is known; `many-services` for a pattern of whole services, of ' +
                  'which the rows have only the actions of those that are known in full.',
              ),
              isChanged: truth('Whether the change is about an action that it names.'),
            },
            'An entry of Action.',
          ),
          'What the policies name besides, and no row is about; absent if there is nothing.',
        ),
      ),
      boundary: oneWordOf(
        ['none', 'counted', 'not-looked-at'],
        'Whether a permissions boundary counts; `not-looked-at` where it is not known what it denies.',
      ),
    },
    'Which actions are allowed where.',
  ),
);
