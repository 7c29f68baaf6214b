import { anything, list, named, object, oneOf, oneWordOf, optional, text, wholeNumber, word } from '../schema';

const reason = named(
  'awsReason',
  object(
    {
      description: text("What it is, in AWS's words."),
      statement: optional(
        object(
          {
            index: wholeNumber(0, 'Its place among the statements of the document, from 0.'),
            sid: optional(text('Its Sid.')),
          },
          'The statement of the new document that it is about.',
        ),
      ),
    },
    'A reason that AWS gives.',
  ),
);

const NO_ANSWER = object(
  { state: word('no-answer', 'AWS was asked, and did not answer.'), why: text('Why.') },
  'There is no answer.',
);

const newAccess = named(
  'newAccess',
  oneOf(
    [
      object(
        {
          state: oneWordOf(
            ['proved', 'conservative', 'unchanged', 'nothing-before'],
            '`proved`: AWS proves that there is no new access. `conservative`: the same, where this report could not rule it out. `unchanged`, `nothing-before`: AWS was not asked, because there is nothing to compare.',
          ),
        },
        'There is no new access, or nothing to ask.',
      ),
      object(
        {
          state: oneWordOf(
            ['new-access', 'not-confirmed'],
            'AWS does not rule out new access. `not-confirmed`: where this report finds none.',
          ),
          reasons: list(reason(), 'What AWS says to it.'),
        },
        'There may be new access.',
      ),
      NO_ANSWER,
    ],
    'What AWS says to a document.',
  ),
);

const disagreement = object(
  {
    action: text('The action.'),
    resources: list(text('An ARN, or `*`.'), 'What it is tried on, one of each type that it requires.'),
    context: list(
      object(
        {
          key: text('The condition key.'),
          values: list(text('A value.'), 'Its values.'),
          type: text("Their type, as AWS's simulator calls it."),
        },
        'What the request has for a condition key.',
      ),
      'Of the request.',
    ),
    ours: oneWordOf(['allowed', 'denied'], 'What this report says.'),
    aws: oneWordOf(['allowed', 'denied'], 'What AWS says.'),
  },
  'A request to which AWS says something else.',
);

const NOTES = list(text('A sentence or two.'), 'What was not asked or not answered.');

export const verification = named(
  'verification',
  object(
    {
      noNewAccess: optional(
        object(
          { permissions: newAccess('By the policy.'), trust: newAccess('By the trust policy.') },
          'Whether AWS proves that the change gives no new access.',
        ),
      ),
      noPublicAccess: optional(
        oneOf(
          [
            object(
              { state: word('proved', 'AWS proves that the trust policy does not let everybody in.') },
              'There is none.',
            ),
            object(
              { state: word('public', 'AWS does not rule it out.'), reasons: list(reason(), 'What AWS says to it.') },
              'There may be public access.',
            ),
            NO_ANSWER,
          ],
          'Whether the trust policy lets everybody in.',
        ),
      ),
      simulation: optional(
        object(
          {
            of: oneWordOf(['documents', 'role'], 'What was simulated: what is asked for, or the role as it is now.'),
            asked: wholeNumber(0, 'How many requests AWS answered that can be compared.'),
            agreed: wholeNumber(0, 'To how many of them it says the same.'),
            disagreements: list(disagreement, 'Those to which it says something else; each is a finding as well.'),
            unanswered: wholeNumber(0, 'How many requests got no answer.'),
            incomparable: wholeNumber(0, 'How many AWS answered by what it knows and this report does not.'),
            notes: NOTES,
          },
          "What AWS's policy simulator says.",
        ),
      ),
      deployRole: optional(
        object(
          {
            arn: text('The ARN of the role that will run `up`.'),
            asked: wholeNumber(0, 'How many permissions AWS answered for.'),
            missing: list(
              object(
                { action: text('The action.'), resources: list(text('An ARN.'), 'What it is needed on.') },
                'A permission.',
              ),
              'What the change needs and the role may not do.',
            ),
            statements: optional(anything('The statements that allow what is missing, for a policy of the role.')),
            notes: NOTES,
          },
          'Whether the role that runs `up` may do what the change needs.',
        ),
      ),
      denials: optional(
        object(
          {
            proved: wholeNumber(0, 'How many it proves.'),
            notProved: list(text('The name of a test.'), 'Those that it does not prove.'),
            unknown: list(
              object({ name: text('The name of the test.'), why: text('Why.') }, 'A test.'),
              'Those to which there is no answer.',
            ),
          },
          'What AWS proves of the tests of access that expect a denial.',
        ),
      ),
    },
    "AWS's own answers, as far as `verify` asks for them.",
  ),
);
