import { comparePermissions } from '../../../src/iam/compare/permissions';
import { actionDetails } from '../../../src/iam/reference/details';
import { actionsMatching, actionText } from '../../../src/iam/reference/names';

type Statement = Readonly<Record<string, unknown>>;

const ENDPOINT = 'arn:aws:sagemaker:us-west-2:123456789012:endpoint/churn';
const OBJECTS = 'arn:aws:s3:::models/*';
const READ = allow('s3:GetObject', OBJECTS);
const INVOKE = allow('sagemaker:InvokeEndpoint', ENDPOINT);

describe('there is no difference between', () => {
  test.each<[form: string, before: readonly Statement[], after: readonly Statement[]]>([
    ['a value and a list of it', [READ], [allow(['s3:GetObject'], [OBJECTS])]],
    ['cases of actions', [READ], [allow('S3:getobject', OBJECTS)]],
    [
      'one statement and two',
      [allow(['s3:GetObject', 's3:PutObject'], OBJECTS)],
      [READ, allow('s3:PutObject', OBJECTS)],
    ],
    ['orders of statements', [READ, INVOKE], [INVOKE, READ]],
    ['a statement and the same with a Sid', [READ], [{ ...READ, Sid: 'Read' }]],
    [
      'a statement with and without a narrower one',
      [READ],
      [READ, allow('s3:GetObject', 'arn:aws:s3:::models/churn/*')],
    ],
    [
      'a pattern and what it consists of',
      [allow('s3:*', OBJECTS)],
      [allow(['s3:*', 's3:GetObject'], [OBJECTS, 'arn:aws:s3:::models/churn'])],
    ],
    ['* twice and once', [allow('s3:**', OBJECTS)], [allow('s3:*', OBJECTS)]],
    ['?* and *?', [allow('s3:?*', OBJECTS)], [allow('s3:*?', OBJECTS)]],
    ['partitions in capitals', [READ], [allow('s3:GetObject', 'arn:AWS:s3:::models/*')]],
    [
      'Deny on NotResource and Allow on Resource',
      [allow('s3:*', '*'), { Effect: 'Deny', Action: 's3:*', NotResource: OBJECTS }],
      [allow('s3:*', OBJECTS)],
    ],
    [
      'Deny on NotAction and Allow on Action',
      [allow('*', '*'), { Effect: 'Deny', NotAction: 's3:*', Resource: '*' }],
      [allow('s3:*', '*')],
    ],
    [
      'NotAction and all others',
      [{ Effect: 'Allow', NotAction: ['iam:*', 'IAM:PassRole'], Resource: '*' }],
      [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }],
    ],
    ['a denial of nothing', [READ], [READ, { Effect: 'Deny', Action: 'iam:*', Resource: '*' }]],
    [
      'spellings of a variable',
      [allow('s3:GetObject', 'arn:aws:s3:::models/${aws:username}/*')],
      [allow('s3:GetObject', 'arn:aws:s3:::models/${AWS:UserName}/*')],
    ],
  ])('%s', (_, before, after) => {
    expect(compare(before, after)).toEqual([]);
    expect(compare(after, before)).toEqual([]);
  });

  test('nothing and no document', () => {
    expect(comparePermissions(undefined, policy([])).differences).toEqual([]);
  });
});

describe('what is gained has a shortest request as a witness:', () => {
  test.each<[change: string, before: readonly Statement[], after: readonly Statement[], gained: readonly string[]]>([
    ['a first statement', [], [INVOKE], [`sagemaker:InvokeEndpoint on ${ENDPOINT}`]],
    [
      'another action',
      [READ],
      [allow(['s3:GetObject', 's3:PutObject'], OBJECTS)],
      ['s3:PutObject on arn:aws:s3:::models/x'],
    ],
    [
      'a wider pattern of actions',
      [allow('s3:Get*', OBJECTS)],
      [allow('s3:*', OBJECTS)],
      ['s3:DeleteObject on arn:aws:s3:::models/x'],
    ],
    ['any bucket', [READ], [allow('s3:GetObject', '*')], ['s3:GetObject on arn:x:s3:::x/x']],
    [
      'any bucket, for an action on buckets',
      [],
      [allow('s3:ListBucket', 'arn:aws:s3:::*')],
      ['s3:ListBucket on arn:aws:s3:::x'],
    ],
    [
      'buckets with a short pattern',
      [],
      [allow('s3:ListBucket', 'arn:aws:s3:::m*')],
      ['s3:ListBucket on arn:aws:s3:::m'],
    ],
    [
      'another region',
      [INVOKE],
      [allow('sagemaker:InvokeEndpoint', 'arn:aws:sagemaker:*:123456789012:endpoint/churn')],
      ['sagemaker:InvokeEndpoint on arn:aws:sagemaker:x:123456789012:endpoint/churn'],
    ],
    [
      'another account',
      [INVOKE],
      [allow('sagemaker:InvokeEndpoint', 'arn:aws:sagemaker:us-west-2:*:endpoint/churn')],
      ['sagemaker:InvokeEndpoint on arn:aws:sagemaker:us-west-2:x:endpoint/churn'],
    ],
    [
      'longer names',
      [allow('sagemaker:InvokeEndpoint', `${ENDPOINT}?`)],
      [allow('sagemaker:InvokeEndpoint', `${ENDPOINT}*`)],
      [`sagemaker:InvokeEndpoint on ${ENDPOINT}`],
    ],
    [
      'everything of an endpoint',
      [],
      [allow('sagemaker:*', '*')],
      ['sagemaker:CreateEndpoint on arn:x:sagemaker:x:x:endpoint/x'],
    ],
    ['a role', [], [allow('iam:PassRole', '*')], ['iam:PassRole on arn:x:iam::x:role/x']],
    [
      'less denied',
      [allow('s3:GetObject', '*'), deny('s3:*', ['arn:aws:s3:::models/*', 'arn:aws:s3:::logs/*'])],
      [allow('s3:GetObject', '*'), deny('s3:*', 'arn:aws:s3:::logs/*')],
      ['s3:GetObject on arn:aws:s3:::models/x'],
    ],
    [
      'fewer actions left out',
      [{ Effect: 'Allow', NotAction: ['iam:*', 's3:*'], Resource: OBJECTS }],
      [{ Effect: 'Allow', NotAction: 'iam:*', Resource: OBJECTS }],
      ['s3:GetObject on arn:aws:s3:::models/x'],
    ],
    [
      'fewer resources left out',
      [{ Effect: 'Allow', Action: 's3:GetObject', NotResource: [OBJECTS, 'arn:aws:s3:::logs/*'] }],
      [{ Effect: 'Allow', Action: 's3:GetObject', NotResource: OBJECTS }],
      ['s3:GetObject on arn:aws:s3:::logs/x'],
    ],
  ])('%s', (_, before, after, gained) => {
    const { differences } = comparePermissions(policy(before), policy(after));
    expect(differences.map(({ kind, witness }) => [kind, `${witness.action} on ${witness.resource}`])).toEqual(
      gained.map((witness) => ['gained', witness]),
    );
    expect(compare(after, before).filter((difference) => difference.startsWith('gained'))).toEqual([]);
  });
});

test('narrowing everything to one action on one ARN is a loss and nothing else', () => {
  const { differences, unchanged } = comparePermissions(policy([allow('sagemaker:*', '*')]), policy([INVOKE]));
  expect(differences).toMatchObject([
    {
      kind: 'lost',
      action: 'sagemaker:*',
      resource: '*',
      statement: { document: 'before', index: 0, effect: 'Allow' },
    },
  ]);
  expect(unchanged).toMatchObject([
    { action: 'sagemaker:InvokeEndpoint', resource: ENDPOINT, witness: { resource: ENDPOINT } },
  ]);
});

test('what is lost to a denial names the denial, and leaves what it does not reach unchanged', () => {
  const denial = { ...deny('*', 'arn:aws:s3:::models/secret/*'), Sid: 'Secret' };
  const { differences, unchanged } = comparePermissions(policy([READ]), policy([READ, denial]));
  expect(differences).toMatchObject([
    {
      kind: 'lost',
      action: '*',
      actions: ['s3:GetObject'],
      resource: 'arn:aws:s3:::models/secret/*',
      statement: { document: 'after', index: 1, sid: 'Secret', effect: 'Deny' },
      witness: { action: 's3:GetObject', resource: 'arn:aws:s3:::models/secret/' },
    },
  ]);
  expect(unchanged).toMatchObject([{ resource: OBJECTS, witness: { resource: 'arn:aws:s3:::models/x' } }]);
});

test('the narrower of two patterns is what is unchanged', () => {
  const [narrow, wide] = [policy([allow('s3:Get*', 'arn:aws:s3:::models/churn/*')]), policy([allow('s3:*', OBJECTS)])];
  const expected = [{ kind: 'unchanged', action: 's3:Get*', resource: 'arn:aws:s3:::models/churn/*' }];
  expect(comparePermissions(narrow, wide).unchanged).toMatchObject(expected);
  expect(comparePermissions(wide, narrow).unchanged).toMatchObject(expected);
});

test.each([
  [allow('S3:*', OBJECTS), allow('s3:Get*', OBJECTS), { action: 's3:Get*' }],
  [
    allow('s3:Get*', 'arn:AWS:s3:::models/*'),
    allow('s3:Get*', 'arn:aws:s3:::models/a/*'),
    { resource: 'arn:aws:s3:::models/a/*' },
  ],
])('the narrower one is so in whatever case: %j, %j', (wide, narrow, expected) => {
  expect(comparePermissions(policy([wide]), policy([narrow])).unchanged).toMatchObject([expected]);
  expect(comparePermissions(policy([narrow]), policy([wide])).unchanged).toMatchObject([expected]);
});

test('NotAction and NotResource are told with what they leave out', () => {
  const statement = { Effect: 'Allow', NotAction: ['iam:*', 'sts:*'], NotResource: ['arn:aws:s3:::logs/*'] };
  expect(comparePermissions(undefined, policy([statement])).differences).toMatchObject([
    {
      action: '*',
      exceptActions: ['iam:*', 'sts:*'],
      resource: '*',
      exceptResources: ['arn:aws:s3:::logs/*'],
    },
  ]);
});

test('a name that can not exist is a difference all the same', () => {
  const { differences } = comparePermissions(undefined, policy([allow('s3:GetObject', 'arn:aws:s3:::MODELS/*')]));
  expect(differences).toMatchObject([{ kind: 'gained', resource: 'arn:aws:s3:::MODELS/*' }]);
});

test('an action on what it is never about is a difference without effect', () => {
  const after = policy([allow(['s3:GetObject', 'sagemaker:InvokeEndpoint'], [OBJECTS, ENDPOINT])]);
  const { differences, withoutEffect } = comparePermissions(undefined, after);
  const said = (list: typeof differences) => list.map(({ action, resource }) => `${action} on ${resource}`);
  expect(said(differences)).toEqual([`s3:GetObject on ${OBJECTS}`, `sagemaker:InvokeEndpoint on ${ENDPOINT}`]);
  expect(said(withoutEffect).sort()).toEqual([`s3:GetObject on ${ENDPOINT}`, `sagemaker:InvokeEndpoint on ${OBJECTS}`]);
});

describe('resources for an action without any are', () => {
  const MODEL = 'arn:aws:sagemaker:us-east-1:123456789012:model/m';
  const OTHERS = { Effect: 'Allow', Action: 'sagemaker:Search', NotResource: OBJECTS };

  test.each<[form: string, before: readonly Statement[], after: readonly Statement[], differences: readonly string[]]>([
    ['undecided if nothing else applies', [], [allow('sagemaker:Search', MODEL)], [`undecided on ${MODEL}`]],
    ['nothing beside NotResource, which is gained', [], [OTHERS, allow('sagemaker:Search', MODEL)], ['gained on *']],
    [
      'nothing new if *, which is not named any more, was allowed',
      [OTHERS],
      [allow('sagemaker:Search', MODEL)],
      ['lost on *'],
    ],
    ['nothing new if others were named', [allow('sagemaker:Search', MODEL)], [allow('sagemaker:Search', MODEL)], []],
    [
      'nothing if a denial applies to requests without one',
      [],
      [allow('sagemaker:Search', MODEL), { Effect: 'Deny', Action: 'sagemaker:*', NotResource: [OBJECTS, MODEL] }],
      [],
    ],
    [
      'undecided where all else depends on a condition',
      [],
      [{ ...OTHERS, Condition: { Bool: { x: 'true' } } }, allow('sagemaker:Search', MODEL)],
      [`undecided on ${MODEL}`, 'gained on *'],
    ],
  ])('%s', (_, before, after, expected) => {
    const { differences } = comparePermissions(policy(before), policy(after));
    expect(differences.map(({ kind, resource }) => `${kind} on ${resource}`).sort()).toEqual([...expected].sort());
  });
});

test.each<[action: string, resource: string]>([
  ['s3:*', OBJECTS],
  ['s3:*', 'arn:aws:s3:::models'],
  ['s3:List*', OBJECTS],
  ['sagemaker:*', 'arn:aws:sagemaker:us-east-1:123456789012:model/m'],
  ['*', 'arn:aws:dynamodb:*:*:table/*'],
  ['?*:*', 'arn:aws:dynamodb:*:*:table/*'],
  ['s*:*', 'arn:aws:secretsmanager:us-east-1:123456789012:secret:x'],
  ['*:Get*', 'arn:aws:secretsmanager:us-east-1:123456789012:secret:x'],
  ['s3:GetObject', 'arn:aws:s3::123456789012:accesspoint/alias.mrap/object/*'],
  ['s3:ListBucket', 'arn:aws:s3::123456789012:accesspoint/alias.mrap'],
])('%s on %s has an effect, whatever one of the actions may be about', (action, resource) => {
  const { differences } = comparePermissions(undefined, policy([allow(action, resource)]));
  expect(differences).toMatchObject([{ kind: 'gained', action, resource }]);
});

test.each(['s3', 'sagemaker', 'iam', 'sts'])(
  'an action of %s has an effect on all that AWS says it is about',
  (service) => {
    const requests = actionsMatching(`${service}:*`).flatMap((known) => {
      const action = actionText(known);
      const types = actionDetails(action)?.resourceTypes ?? [];
      return types.map(({ arnPattern }) => [action, arnPattern.replaceAll('%', 'name')] as const);
    });
    expect(requests.length).toBeGreaterThan(0);
    const withoutEffect = requests.filter(
      ([action, resource]) => comparePermissions(undefined, policy([allow(action, resource)])).differences.length === 0,
    );
    expect(withoutEffect).toEqual([]);
  },
);

test('of the actions of a pattern, those are named that can be about the resource', () => {
  const { differences } = comparePermissions(undefined, policy([allow('s3:*', OBJECTS)]));
  expect(differences[0]!.actions).toContain('s3:GetObject');
  expect(differences[0]!.actions).not.toContain('s3:ListBucket');
});

test.each<[action: string, resource: string, actions: readonly string[], witness: string]>([
  ['s3:?etObject', OBJECTS, ['s3:GetObject'], 'arn:aws:s3:::models/x'],
  ['s3:*BucketAcl', 'arn:aws:s3:::models', ['s3:GetBucketAcl', 's3:PutBucketAcl'], 'arn:aws:s3:::models'],
  ['s3:ListAll*', '*', ['s3:ListAllMyBuckets'], '*'],
  ['s3:FromTomorrow', OBJECTS, ['s3:FromTomorrow'], 'arn:aws:s3:::models/'],
])('%s on %s is about %j', (action, resource, actions, witness) => {
  const { differences } = comparePermissions(undefined, policy([allow(action, resource)]));
  expect(differences).toMatchObject([{ action, actions, witness: { resource: witness } }]);
});

test('a pattern is no more than the actions it names', () => {
  const listed = allow(['s3:GetBucketAcl', 's3:PutBucketAcl'], '*');
  expect(compare([allow('s3:*BucketAcl', '*')], [listed])).toEqual([]);
});

test('a pattern of a service that is not known in full is compared as a text', () => {
  expect(compare([], [allow('sqs:*', '*')])).toEqual(['gained sqs:* on *']);
  expect(compare([allow('sqs:Send*', '*')], [allow('sqs:SendMessage', '*')])).toEqual(['lost sqs:Send* on *']);
});

describe('names that start with none of many letters are found:', () => {
  const LOWER_AND_DIGITS = [...'abcdefghijklmnopqrstuvwxyz0123456789'];
  const PRINTABLE = Array.from({ length: 0x7f - 0x21 }, (_, index) => String.fromCharCode(0x21 + index)).filter(
    (letter) => !'*?'.includes(letter),
  );

  test.each<[action: string, start: string, letters: readonly string[], witness: string]>([
    ['sagemaker:InvokeEndpoint', ENDPOINT, LOWER_AND_DIGITS, `${ENDPOINT}-`],
    ['s3:ListBucket', 'arn:aws:s3:::acme', LOWER_AND_DIGITS, 'arn:aws:s3:::acme-'],
    ['s3:ListBucket', 'arn:aws:s3:::acme', [...LOWER_AND_DIGITS, '-'], 'arn:aws:s3:::acme_'],
    ['s3:GetObject', 'arn:aws:s3:::models/', LOWER_AND_DIGITS, 'arn:aws:s3:::models/-'],
    ['s3:GetObject', 'arn:aws:s3:::models/', PRINTABLE, 'arn:aws:s3:::models/\u00a1'],
  ])('%s on %s…', (action, start, letters, resource) => {
    const others = [start, ...letters.map((letter) => `${start}${letter}*`)];
    const { differences, withoutEffect } = comparePermissions(
      undefined,
      policy([allow(action, `${start}*`), deny(action, others)]),
    );
    expect(differences).toMatchObject([{ kind: 'gained', witness: { action, resource } }]);
    expect(withoutEffect).toEqual([]);
  });

  test('and so is every other name of a resource', () => {
    const every = [...LOWER_AND_DIGITS, ...'-ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
    const statements = [
      allow('sagemaker:InvokeEndpoint', `${ENDPOINT}*`),
      deny('sagemaker:InvokeEndpoint', [ENDPOINT, ...every.map((letter) => `${ENDPOINT}${letter}*`)]),
    ];
    expect(comparePermissions(undefined, policy(statements)).differences).toMatchObject([
      { kind: 'gained', witness: { resource: `${ENDPOINT}_` } },
    ]);
  });
});

describe('actions that the table lacks:', () => {
  test.each([
    ['newer ones of a service in it', 'sagemaker:RunWorkload*'],
    ['those of services whose names start like one in it', 's3*:CreateSession'],
    ['the same by a wildcard in front', '?agemaker*:AccessUI'],
  ])('%s', (_, action) => {
    const [before, added] = [allow('sagemaker:Describe*', '*'), allow(action, '*')];
    expect(compare([before], [before, added])).toEqual([`gained ${action} on *`]);
    expect(compare([before, added], [before])).toEqual([`lost ${action} on *`]);
  });

  test.each<[what: string, before: readonly Statement[], after: readonly Statement[], gained: string]>([
    [
      'a denial across services that goes, beside a list of services',
      [allow('*', '*'), denyAllBut('s3:*', 'ec2:*'), deny('*:RunInstances', '*')],
      [allow('*', '*'), denyAllBut('s3:*', 'ec2:*')],
      '*:RunInstances',
    ],
    [
      'a service beside a pattern that names nothing',
      [allow('*', '*'), denyAllBut('s3:GetObject')],
      [allow('*', '*'), denyAllBut('s3:GetObject', 's3:Q*', 'ec2:*')],
      '*',
    ],
    ['the same from nothing', [], [allow('*', '*'), denyAllBut('s3:Q*', 'ec2:*')], '*'],
    [
      'services whose names start alike',
      [allow('*', '*'), denyAllBut('s3*:*'), deny('*:CreateSession', '*')],
      [allow('*', '*'), denyAllBut('s3*:*')],
      '*:CreateSession',
    ],
    [
      'a pattern without a colon',
      [allow('s3*', '*'), deny('*:CreateSession', '*')],
      [allow('s3*', '*')],
      '*:CreateSession',
    ],
  ])('%s', (_, before, after, action) => {
    expect(compare(before, after)).toContain(`gained ${action} on *`);
    expect(compare(after, before)).toContain(`lost ${action} on *`);
  });

  test('but not those that a known pattern could name as well', () => {
    const actions = actionsMatching('s3:Get*').map((action) => actionText(action));
    const [listed, pattern] = [allow(actions, '*'), allow('s3:Get*', '*')];
    expect(compare([listed], [pattern])).toEqual([]);
  });
});

test('an action without a resource of its own is about *, whatever its name sounds like', () => {
  const action = 's3:ListAccessPointsForObjectLambda';
  expect(compare([allow(action, 'arn:*:*:*:*:*')], [allow(action, '*')])).toEqual([`gained ${action} on *`]);
});

test.each<[document: unknown, reason: string]>([
  ['{}', 'expected a policy document'],
  [null, 'expected a policy document'],
  [policy([{ ...READ, Effect: 'Maybe' }]), 'expected the Effect Allow or Deny, in statement 1'],
  [{ ...policy([READ]), Version: '2020-01-01' }, 'expected the Version'],
])('%j is malformed and allows nothing', (document, reason) => {
  const { differences, malformed } = comparePermissions(policy([READ]), document);
  expect(malformed).toEqual({ before: undefined, after: expect.stringContaining(reason) });
  expect(differences).toMatchObject([{ kind: 'lost', action: 's3:GetObject' }]);
});

function compare(before: readonly Statement[], after: readonly Statement[]): string[] {
  const { differences, incomplete } = comparePermissions(policy(before), policy(after));
  expect(incomplete).toBeUndefined();
  return differences.map(({ kind, action, resource }) => `${kind} ${action} on ${resource}`);
}

function policy(statements: readonly Statement[]): object {
  return { Version: '2012-10-17', Statement: statements };
}

function allow(Action: unknown, Resource: unknown): Statement {
  return { Effect: 'Allow', Action, Resource };
}

function deny(Action: unknown, Resource: unknown): Statement {
  return { Effect: 'Deny', Action, Resource };
}

function denyAllBut(...NotAction: readonly string[]): Statement {
  return { Effect: 'Deny', NotAction, Resource: '*' };
}

test('a denial that goes is undecided where all that allows names resources for an action that has none', () => {
  const listing = (more: object) => ({ Effect: 'Allow', Action: 'sagemaker:ListEndpoints', ...more });
  const allowing = listing({ Resource: 'arn:aws:sagemaker:us-west-2:123456789012:endpoint/*' });
  const denying = listing({ Effect: 'Deny', NotResource: 'arn:aws:s3:::models/*' });
  const documents = [[allowing, denying], [allowing]].map((Statement) => ({ Version: '2012-10-17', Statement }));
  expect(comparePermissions(documents[0], documents[1]).differences.map(({ kind }) => kind)).toEqual(['undecided']);
  expect(comparePermissions(documents[1], documents[0]).differences.map(({ kind }) => kind)).toEqual(['lost']);
});

test('what is denied on the resources that a statement names is undecided for an action that has none', () => {
  const listing = (Effect: string) => ({
    ...{ Effect, Action: 'sagemaker:ListEndpoints' },
    Resource: 'arn:aws:sagemaker:us-west-2:123456789012:endpoint/*',
  });
  const documents = [[listing('Deny')], [listing('Deny'), listing('Allow')]].map((Statement) => ({
    ...{ Version: '2012-10-17', Statement },
  }));
  expect(comparePermissions(documents[0], documents[1]).differences.map(({ kind }) => kind)).toEqual(['undecided']);
});
