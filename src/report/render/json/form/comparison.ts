import {
  anything,
  dictionary,
  list,
  named,
  object,
  oneWordOf,
  optional,
  type Schema,
  text,
  truth,
  wholeNumber,
  word,
} from '../schema';

const texts = (description: string) => list(text('An entry.'), description);

const conditions = named(
  'conditions',
  dictionary(dictionary(anything('A value, or a list of values.'), 'By condition key.'), 'By condition operator.'),
);

const principal = named(
  'principal',
  object(
    {
      type: oneWordOf(['AWS', 'Service', 'Federated', 'CanonicalUser'], 'What kind of principal it is.'),
      value: text('An ARN, an account, the name of a service, or `*`.'),
    },
    'Somebody who can be trusted.',
  ),
);

const statement = named(
  'comparedStatement',
  object(
    {
      document: oneWordOf(['before', 'after'], 'The document that it is in.'),
      index: wholeNumber(0, 'Its place among the statements of the document, from 0.'),
      sid: optional(text('Its Sid.')),
      effect: oneWordOf(['Allow', 'Deny'], 'Its effect.'),
      source: optional(word('boundary', 'That the document is the permissions boundary; absent for the policy.')),
    },
    'A statement of one of two documents.',
  ),
);

const KIND = oneWordOf(
  ['gained', 'lost', 'undecided'],
  'Whether the change allows it or forbids it; `undecided` where it is not known how conditions relate to each other, or what comes of resources for an action that has none.',
);
const UNCHANGED = word('unchanged', 'It was allowed before, and is still.');

const COMMON = {
  action: text('An entry of the statement, such as `s3:Get*`; `*` for NotAction.'),
  exceptActions: texts('The entries of NotAction; empty for Action.'),
  actions: texts('Of the actions that the entry names, those that this is about: all known ones, or examples.'),
  condition: optional(conditions('The conditions of the statement.')),
  unless: list(
    conditions(),
    'Conditions under which the other document allows the same: nothing differs where one holds.',
  ),
  underConditions: optional(
    truth(
      'Whether the other document allows such requests, if under other conditions: then only conditions differ. ' +
        'Where there is a job, whether it lets in the same job.',
    ),
  ),
  statement: statement('The statement that makes the difference.'),
};

const PERMISSION = {
  ...COMMON,
  resource: text('An entry of the statement, an ARN or a pattern; `*` for NotResource.'),
  exceptResources: texts('The entries of NotResource; empty for Resource.'),
  witness: object(
    {
      action: text('An action.'),
      resource: text('An ARN, of which parts may be made up, or `*` for a request without a resource.'),
    },
    'A request that this is about, as short as possible.',
  ),
};

const TRUST = {
  ...COMMON,
  principal: principal('An entry of the statement; everybody for NotPrincipal.'),
  exceptPrincipals: list(principal(), 'The entries of NotPrincipal; empty for Principal.'),
  job: optional(
    text(
      'Of the tokens of an identity provider, which job they are about: the same for the same job, whichever form its subject has. ' +
        'Then the conditions are what the statements say of that job. Absent where a statement names none.',
    ),
  ),
  witness: object(
    { action: text('An action, such as sts:AssumeRole.'), principal: principal('Somebody.') },
    'Somebody who can assume the role in one way, as an example.',
  ),
};

const forms = <D, U>(difference: Schema<D>, unchanged: Schema<U>) => ({
  differences: list(difference, 'Gains first, then what is undecided, then losses. Empty if both allow the same.'),
  withoutEffect: list(difference, 'Differences in what is named that neither allow nor forbid anything.'),
  unchanged: list(unchanged, 'What is allowed before and after.'),
  incomplete: optional(text('Why these are perhaps not all differences; absent if they are.')),
  malformed: object(
    {
      before: optional(text('Why the document before is not well-formed.')),
      after: optional(text('Why the document after is not well-formed.')),
    },
    'Documents that are not well-formed count as documents that allow nothing.',
  ),
});

const permissionDifference = named(
  'permissionDifference',
  object(
    {
      kind: KIND,
      ...PERMISSION,
      byBoundary: optional(
        truth('Whether the policy says the same before and after, and the permissions boundary makes the difference.'),
      ),
    },
    'Something that is allowed by one of two policies.',
  ),
);
const trustDifference = named(
  'trustDifference',
  object(
    {
      kind: KIND,
      ...TRUST,
      byTrustAlone: optional(
        truth(
          'Whether it is about principals of the role’s own account that have no permission of their own: ' +
            'they need none where they are trusted by name.',
        ),
      ),
    },
    'Somebody who is trusted by one of two trust policies.',
  ),
);
const unchangedPermission = named(
  'unchangedPermission',
  object({ kind: UNCHANGED, ...PERMISSION }, 'Something that both policies allow.'),
);
const unchangedTrust = named(
  'unchangedTrust',
  object({ kind: UNCHANGED, ...TRUST }, 'Somebody whom both trust policies trust.'),
);

export const permissionComparison = named(
  'permissionComparison',
  object(
    {
      ...forms(permissionDifference(), unchangedPermission()),
      cutAway: optional(
        list(
          permissionDifference(),
          'What the policy allows more than before, but its permissions boundary does not; absent where no boundary counts. All else is about what policy and boundary allow together then.',
        ),
      ),
    },
    'What two policies allow.',
  ),
);
export const trustComparison = named(
  'trustComparison',
  object(forms(trustDifference(), unchangedTrust()), 'Whom two trust policies let assume the role.'),
);
