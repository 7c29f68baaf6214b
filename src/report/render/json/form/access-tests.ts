import {
  dictionary,
  list,
  named,
  object,
  oneOf,
  oneWordOf,
  nothing,
  optional,
  text,
  truth,
  wholeNumber,
} from '../schema';

const texts = (description: string) => list(text('One of them.'), description);

const context = (description: string) =>
  dictionary(
    oneOf([texts('The values.'), nothing('The request does not have the key.')], 'What a request has under the key.'),
    description,
  );

const principal = named(
  'caller',
  object(
    {
      type: oneWordOf(['AWS', 'Service', 'Federated', 'CanonicalUser'], 'The type of the principal.'),
      value: text('Its ARN or name; `*` for all of the type.'),
    },
    'Somebody who asks to assume the role.',
  ),
);

const expectation = object(
  {
    name: text('The name of the test.'),
    expect: oneWordOf(['allow', 'deny'], 'What is expected.'),
    actions: texts('The actions, or patterns of them.'),
    resources: optional(texts('The resources, or patterns of them; absent for any.')),
    except: optional(texts('The resources that it is not about.')),
    context: optional(context('What the requests have.')),
    unless: optional(context('What they do not have, all of it together.')),
    principals: optional(list(principal(), 'Who asks to assume the role; absent in a test of permissions.')),
    line: wholeNumber(1, 'The line of the file in which it begins.'),
  },
  'What the test expects, for this model.',
);

const statement = object(
  {
    policy: text('The policy that it is in.'),
    index: wholeNumber(0, 'Its place in the policy, from 0.'),
    sid: optional(text('Its Sid.')),
  },
  'The statement that decided.',
);

const verdict = object(
  {
    holds: truth('Whether the test holds. If it does, all else is absent.'),
    found: optional(oneWordOf(['allow', 'deny', 'unclear'], 'What is so instead; `unclear` where that is not known.')),
    example: optional(
      object(
        {
          action: text('Its action.'),
          resource: optional(text('Its resource.')),
          principal: optional(principal('Who asks.')),
        },
        'A request for which it is not as expected, made up where the test leaves it open.',
      ),
    ),
    statement: optional(statement),
    why: optional(text('Why, in a sentence or two.')),
  },
  'What came of the test.',
);

export const accessTests = object(
  {
    file: text('The file with the tests.'),
    results: list(
      object({ test: expectation, verdict }, 'A test, and what came of it.'),
      'The tests, in the order of the file.',
    ),
    notAsked: optional(text('Why none of them was asked, if none was.')),
  },
  'What became of the tests of access; absent where there are none.',
);
