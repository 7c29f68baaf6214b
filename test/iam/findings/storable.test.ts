import { allow, CONFIG, deny, ENDPOINT, OBJECTS, policy, where } from './cases/case';
import { findingsOfPolicy } from '../../../src/iam/findings/findings';

/** Whether AWS stores an identity policy: what CreatePolicy answers, and by which rule it is said here. */

const STATEMENT = allow('sagemaker:InvokeEndpoint');

type Case = readonly [what: string, document: unknown];

const TAKEN: readonly Case[] = [
  ...texts({
    'white space around it': ` \n\t${JSON.stringify(policy(STATEMENT))}\r\n`,
    'escapes in it':
      '{"\\u0056ersion":"2012-10-17","Statement":{"Effect":"\\u0041llow","Action":"s3:*","Resource":"*"}}',
  }),
  ['an Id', { ...policy(STATEMENT), Id: 'deployment of churn, 2030/1' }],
  ['an empty Id', { ...policy(STATEMENT), Id: '' }],
  ['a statement alone', { Version: '2012-10-17', Statement: STATEMENT }],
  [
    'elements in another order',
    { Statement: [{ Resource: '*', Action: 's3:*', Effect: 'Deny' }], Version: '2012-10-17' },
  ],
  ['empty Sids', policy({ ...STATEMENT, Sid: '' }, { ...STATEMENT, Sid: '' })],
  ['Sids that differ in case', policy({ ...STATEMENT, Sid: 'Invoke' }, { ...STATEMENT, Sid: 'invoke' })],
  ['a Sid of digits', policy({ ...STATEMENT, Sid: '1' })],
  ['the same statement twice', policy(STATEMENT, STATEMENT)],
  ...[
    ...['*', '*:*', '*:Describe*', 's3:*', 'sagemaker:Invoke?ndpoint', 'S3:GETOBJECT', 'no-such.service-2:DoIt'],
    ...['s3:NoSuchAction', 's3: Get Object ', 's3:Get/Object', 's3:', '2:3', 's3:${x}'],
  ].map((action): Case => [`the action ${JSON.stringify(action)}`, policy(allow(action, '*'))]),
  ['actions in an array, one of them twice', policy(allow(['s3:GetObject', 's3:GetObject', 's3:*'], OBJECTS))],
  ['NotAction', policy({ Effect: 'Deny', NotAction: ['iam:*', 'sts:*'], Resource: '*' })],
  ['NotAction of everything', policy({ Effect: 'Allow', NotAction: '*', Resource: '*' })],
  ...[
    ...['*', ENDPOINT, CONFIG, OBJECTS, 'arn:aws:s3:::models', 'arn:*:s3:::models', 'arn:aws-cn:s3:::models'],
    ...['arn:aws-us-gov:s3:::m', 'arn:aws-eusc:s3:::m', 'arn:aws-iso:s3:::m', 'arn:aws-iso-b:s3:::m'],
    ...['arn:aws:s3:us-west-2:123456789012:accesspoint/a', 'arn:aws:s3:us-west-2:123456789012:accesspoint/a/object/*'],
    ...['arn:aws:s3:us-west-2:123456789012:job/1', 'arn:aws:s3:*:*:accesspoint/*', 'arn:aws:s3:::models/a:b c'],
    ...[
      'arn:aws:iam::123456789012:role/execution',
      'arn:aws:iam::*:role/*',
      'arn:aws:iam::123456789012:*',
      'arn:aws:iam::*:root',
    ],
    ...['arn:aws:iam:::user/anna', 'arn:aws:iam::aws:policy/ReadOnlyAccess', 'arn:aws:iam::*:mfa/${aws:username}'],
    ...['arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com', 'arn:aws:iam::1:group/a/*'],
    ...['arn:aws:iam::123456789012:instance-profile/a', 'arn:aws:iam::123456789012:server-certificate/a'],
    ...['arn:aws:iam::123456789012:saml-provider/a', 'arn:aws:iam::123456789012:federated-user/a'],
    ...[
      'arn:aws:no-such-service:::x',
      'arn:aws:no-such-service:us-west-2::x',
      'arn:aws:sagemaker:no-region:1:endpoint/x',
    ],
    ...['arn:aws:sagemaker', 'arn:aws:sagemaker:us-west-2', 'arn:aws:sagemaker:us-west-2:123456789012'],
    ...['arn:aws:sagemaker:*:*:*', 'arn:aws:sagemaker:*:*:endpoint/${aws:PrincipalTag/team}-*', 'arn:aws:sagemaker:::'],
    ...['arn:aws:sagemaker:${aws:RequestedRegion}:123456789012:endpoint/x', 'arn:aws:s3:::${', 'arn:aws:s3:::?*'],
    ...['arn:aws:sns:us-west-2:123456789012:topic:part', 'arn:aws:logs:us-west-2:123456789012:log-group:/aws/x:*'],
  ].map((resource): Case => [`the resource ${resource}`, policy(allow('s3:GetObject', resource))]),
  ['resources in an array', policy(allow('s3:GetObject', [OBJECTS, '*', ENDPOINT]))],
  ['a null beside a resource', policy(allow('s3:GetObject', [null, OBJECTS]))],
  ['NotResource', policy({ Effect: 'Deny', Action: 's3:*', NotResource: [OBJECTS] })],
  ['NotResource of everything', policy({ Effect: 'Allow', NotAction: 's3:*', NotResource: '*' })],
  ['an empty condition', where({})],
  ['operators without keys, even such as there are not', where({ StringEquals: {}, x: {}, 'a:b:c': {} })],
  ['a key without values', where({ DateEquals: { 'aws:CurrentTime': [] } })],
  ...[
    ...['StringEquals', 'StringNotLike', 'StringEqualsIgnoreCaseIfExists', 'ForAllValues:StringLike', 'ArnNotEquals'],
    ...['ForAnyValue:StringNotEqualsIfExists', 'BinaryEquals', 'IpAddress', 'NotIpAddress', 'BoolIfExists', 'Null'],
    ...['NumericGreaterThanEquals', 'ForAllValues:Null', 'ForAnyValue:Bool', 'ArnLikeIfExists'],
  ].map((operator): Case => [`the operator ${operator}`, where({ [operator]: { 'aws:username': 'a' } })]),
  ...['a', '', 'aws:', 'a:b:c', 'no-such:Key', 'AWS:USERNAME'].map((key): Case => [
    `the condition key ${JSON.stringify(key)}`,
    where({ StringEquals: { [key]: 'a' } }),
  ]),
  ...['', 'a', true, false, 0, 3600, -1.5, ['a', true, 1]].map((value): Case => [
    `the condition value ${JSON.stringify(value)}`,
    where({ StringEquals: { 'aws:username': value } }),
  ]),
  ...[
    ...['2030-01-31T23:59:59Z', '2030-01-31', '2030', '2030-1-1t2:00:00.5+23', '2030-01-31T23:59+05:30', '01T', '-5'],
    ...['1893456000', '0', 1893456000],
  ].map((date): Case => [`the date ${date}`, where({ DateLessThan: { 'aws:CurrentTime': date } })]),
];

const REFUSED: Readonly<Record<string, readonly Case[]>> = {
  'invalid-json': [
    ...texts({
      'no JSON': 'Version: "2012-10-17"',
      nothing: '',
      'white space': ' \n',
      'a part of JSON': JSON.stringify(policy(STATEMENT)).slice(0, -1),
      'more than JSON': `${JSON.stringify(policy(STATEMENT))}}`,
      'two documents': JSON.stringify(policy(STATEMENT)).repeat(2),
      'single quotes': JSON.stringify(policy(STATEMENT)).replaceAll('"', "'"),
      'a comma too many': '{"Version":"2012-10-17","Statement":[],}',
      'a comment': `// for churn\n${JSON.stringify(policy(STATEMENT))}`,
      'a byte order mark': `\ufeff${JSON.stringify(policy(STATEMENT))}`,
      'NaN as a value': '{"Version":"2012-10-17","Id":NaN,"Statement":[]}',
      'a line break in a text': '{"Version":"2012-10-17","Id":"a\nb","Statement":[]}',
    }),
  ],
  'duplicate-json-key': [
    ...texts({
      'two versions': '{"Version":"2012-10-17","Version":"2012-10-17","Statement":[]}',
      'two actions':
        '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Action":"s3:*","Resource":"*"}}',
      'two operators': `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"Bool":{},"Bool":{}}}}`,
    }),
  ],
  'not-a-policy': [
    ['null', null],
    ['a number', 5],
    ['an array', [policy(STATEMENT)]],
    ['a text with JSON in it', JSON.stringify(JSON.stringify(policy(STATEMENT)))],
  ],
  'version-required': [
    ['no Version', { Statement: [STATEMENT] }],
    ['the old Version', { ...policy(STATEMENT), Version: '2008-10-17' }],
    ['the old Version with other faults', { Version: '2008-10-17', Statement: { Effect: 'allow' } }],
  ],
  'invalid-version': [
    ...[
      '2012-10-18',
      '2030-01-01',
      '',
      ' 2012-10-17',
      '2012-10-17 ',
      '1',
      20121017,
      null,
      true,
      [],
      ['2012-10-17'],
      {},
    ].map((version): Case => [`the Version ${JSON.stringify(version)}`, { ...policy(STATEMENT), Version: version }]),
  ],
  'unknown-element': [
    ['Statements', { ...policy(STATEMENT), Statements: [] }],
    ['version', { ...policy(STATEMENT), version: '2012-10-17' }],
    ['a comment', { ...policy(STATEMENT), Comment: 'for churn' }],
    ['conditions of the whole', { ...policy(STATEMENT), Conditions: {} }],
    ['Actions', policy({ ...STATEMENT, Actions: [] })],
    ['effect', policy({ ...STATEMENT, effect: 'Allow' })],
    ['a description', policy({ ...STATEMENT, Description: '' })],
    ['a Version of the statement', policy({ ...STATEMENT, Version: '2012-10-17' })],
  ],
  'missing-statement': [
    ['none', { Version: '2012-10-17' }],
    ['none but an Id', { Version: '2012-10-17', Id: 'a' }],
    ['an empty array', policy()],
    ['an empty object', {}],
  ],
  'wrong-type': [
    ...[null, 'a', 1, true].map((value): Case => [`Statement: ${value}`, { Version: '2012-10-17', Statement: value }]),
    ...[null, 'a', 1, [], [STATEMENT]].map((value): Case => [
      `a statement: ${JSON.stringify(value)}`,
      policy(STATEMENT, value),
    ]),
    ...[null, 1, [], {}, ['a']].map((value): Case => [
      `Id: ${JSON.stringify(value)}`,
      { ...policy(STATEMENT), Id: value },
    ]),
    ...[null, 1, [], {}, ['a']].map((value): Case => [
      `Sid: ${JSON.stringify(value)}`,
      policy({ ...STATEMENT, Sid: value }),
    ]),
    ...[null, 1, true, {}, [[]], [{}], [1], ['s3:*', null]].map((value): Case => [
      `Action: ${JSON.stringify(value)}`,
      policy(allow(value)),
    ]),
    ...[null, 1, true, { a: OBJECTS }, [[]], [{}], [1], [OBJECTS, {}]].map((value): Case => [
      `Resource: ${JSON.stringify(value)}`,
      policy(allow('s3:GetObject', value)),
    ]),
    ...[null, 'a', 1, [], [{}]].map((value): Case => [
      `Condition: ${JSON.stringify(value)}`,
      policy({ ...STATEMENT, Condition: value }),
    ]),
    ...[null, 'a', 1, true, [], [{}]].map((value): Case => [
      `keys of an operator: ${JSON.stringify(value)}`,
      where({ StringEquals: value }),
    ]),
    ...[null, {}, { a: 'b' }, [{}], [[]], ['a', null]].map((value): Case => [
      `values of a key: ${JSON.stringify(value)}`,
      where({ StringEquals: { 'aws:username': value } }),
    ]),
  ],
  'missing-effect': [['none', policy({ Action: 's3:*', Resource: '*' })]],
  'invalid-effect': [
    ...['allow', 'denY', 'ALLOW', 'Allow ', 'Permit', '', null, true, [], ['Allow'], {}].map((effect): Case => [
      `the Effect ${JSON.stringify(effect)}`,
      policy({ ...STATEMENT, Effect: effect }),
    ]),
    ['in the second statement', policy(STATEMENT, { ...STATEMENT, Effect: 'aLLow' })],
  ],
  'duplicate-sid': [
    ['twice', policy({ ...STATEMENT, Sid: 'A' }, { ...deny('s3:*'), Sid: 'A' })],
    [
      'in statements far apart',
      policy({ ...STATEMENT, Sid: 'A' }, STATEMENT, { ...STATEMENT, Sid: '' }, { ...STATEMENT, Sid: 'A' }),
    ],
  ],
  'invalid-sid': ['a b', 'a-b', 'a_b', 'é', 'a.b', 'a\n', '*'].map((sid): Case => [
    JSON.stringify(sid),
    policy({ ...STATEMENT, Sid: sid }),
  ]),
  'missing-action': [
    ['none', policy({ Effect: 'Allow', Resource: '*' })],
    ['nothing but the Effect', policy({ Effect: 'Deny' })],
    ['an empty array', policy(allow([]))],
    ['an empty NotAction', policy({ Effect: 'Deny', NotAction: [], Resource: '*' })],
    ['in one of several statements', policy(STATEMENT, { Effect: 'Deny', Resource: '*' })],
  ],
  'action-and-not-action': [
    ['both', policy({ ...STATEMENT, NotAction: 's3:*' })],
    ['one of them empty', policy({ ...STATEMENT, NotAction: [] })],
    ['one of them null', policy({ ...STATEMENT, NotAction: null })],
  ],
  'missing-resource': [
    ['none', policy({ Effect: 'Allow', Action: 's3:*' })],
    ['an empty array', policy(allow('s3:*', []))],
    ['an empty NotResource', policy({ Effect: 'Deny', Action: 's3:*', NotResource: [] })],
    ['nothing but null', policy(allow('s3:*', [null]))],
  ],
  'resource-and-not-resource': [
    ['both', policy({ ...STATEMENT, NotResource: OBJECTS })],
    ['one of them empty', policy({ ...STATEMENT, NotResource: [] })],
  ],
  'principal-in-identity-policy': [
    ...['*', {}, { AWS: '*' }, { Service: 'sagemaker.amazonaws.com' }, null, []].map((principal): Case => [
      JSON.stringify(principal),
      policy({ ...STATEMENT, Principal: principal }),
    ]),
    ['NotPrincipal', policy({ ...STATEMENT, NotPrincipal: { AWS: '123456789012' } })],
  ],
  'invalid-action': [
    ...['', 'invoke', 's3', 's3*', '**', ' ', 's3:Get:Object', 's3::GetObject', ':', ':GetObject', 's 3:GetObject'],
    ...[' s3:GetObject', 's3 :GetObject', 's3*:GetObject', 's?:GetObject', 's_3:GetObject', 's/3:GetObject', 'é:Get'],
    ...['${aws:username}:Get', 's3\n:Get', '*:*:*'],
  ].flatMap((action): Case[] => [
    [JSON.stringify(action), policy(allow(action))],
    [
      `NotAction, ${JSON.stringify(action)} beside another`,
      policy({ Effect: 'Deny', NotAction: ['s3:*', action], Resource: '*' }),
    ],
  ]),
  'invalid-resource-arn': [
    ...['', ' ', 'models', 's3://models', '**', '?', ' *', 'arn', 'x:aws:s3:::models', 'ARN:aws:s3:::models'],
    ...[
      'arn:aws',
      'arn:aws:',
      'arn:*',
      'arn:aws::',
      'arn:aws::::models',
      'arn:aws:::::models',
      'arn:aws::us-west-2:1:x',
    ],
    ...['arn:aws:*', 'arn:aws:*:*:*:*', 'arn:aws:s3*:::models', 'arn:aws:s?:::models', 'arn:aws:${aws:x}:::models'],
    ...['arn:aws:s3::models', 'arn:aws:dynamodb::table', 'arn:aws:sagemaker::x'],
    ...[' arn:aws:s3:::models', 'arn :aws:s3:::models'],
  ].flatMap(resourceCases),
  'invalid-arn-partition': [
    ...['arn:', 'arn::s3:::models', 'arn:AWS:s3:::models', 'arn:aws*:s3:::models', 'arn:?:s3:::models'],
    ...['arn:amazon:s3:::models', 'arn:s3:::models', 'arn:aws-xx:s3:::models', 'arn:aws :s3:::models', 'arn:s3'],
    ...['arn:${aws:Partition}:s3:::models', 'arn:${Partition}:s3:::models', 'arn:${AWS::Partition}:s3:::models'],
  ].flatMap(resourceCases),
  'arn-region-not-allowed': [
    ...['arn:aws:s3:us-west-2::models', 'arn:aws:s3:*::models', 'arn:aws:s3:us-west-2:123456789012:models/*'],
    ...['arn:aws:s3', 'arn:aws:s3:', 'arn:aws:s3:us-west-2', 'arn:aws:iam', 'arn:aws:iam:*:123456789012:role/a'],
    ...['arn:aws:iam:us-west-2:123456789012:role/a', 'arn:aws:s3:${aws:RequestedRegion}::models'],
  ].flatMap(resourceCases),
  'invalid-iam-resource': [
    ...['arn:aws:iam::123456789012:execution', 'arn:aws:iam:::models', 'arn:aws:iam::123456789012:roots'],
    ...['arn:aws:iam::123456789012:r*', 'arn:aws:iam::123456789012:role', 'arn:aws:iam::123456789012:role*'],
    ...['arn:aws:iam::123456789012:Role/a', 'arn:aws:iam::123456789012:*/a', 'arn:aws:iam::123456789012:'],
    ...[
      'arn:aws:iam::123456789012:${aws:username}',
      'arn:aws:iam::123456789012:assumed-role/a/b',
      'arn:aws:iam::1:roles/a',
    ],
  ].flatMap(resourceCases),
  'unknown-operator': [
    ...[
      'StringEqual',
      'stringEquals',
      'STRINGLIKE',
      'bool',
      'NotBool',
      'NumericLike',
      'DateLike',
      'Equals',
      '',
      ' Bool',
    ],
    ...[
      'NullIfExists',
      'StringEqualsIfExistsIfExists',
      'IfExists',
      'ForAnyValue::StringLike',
      'ForAllValues:',
      'Bool:x',
    ],
    ...['forAllValues:StringLike', 'ForAllValue:StringLike', 'ForAllValues:ForAnyValue:StringLike', 'StringLessThan'],
  ].map((operator): Case => [JSON.stringify(operator), where({ [operator]: { 'aws:username': 'a' } })]),
  'invalid-date': [
    ...[
      'tomorrow',
      '2030-13',
      '2030-00-01',
      '2030-01-32',
      '2030-01-01T24:00:00Z',
      '2030-01-01T10:60',
      '2030-01-01 10:00',
    ],
    ...[
      '2030-01-01T10Z',
      '2030-01-01T10:00:00+1',
      '2030-01-01T10:00:00.1234567890Z',
      '2030/01/01',
      '',
      '1.5',
      1.5,
      true,
    ],
    ...['9223372036854775808', '292278994-01', '${aws:CurrentTime}', '*'],
  ].flatMap((date): Case[] => [
    [JSON.stringify(date), where({ DateLessThanEquals: { 'aws:CurrentTime': date } })],
    [`${JSON.stringify(date)} beside another`, where({ 'ForAnyValue:DateNotEqualsIfExists': { a: ['2030', date] } })],
  ]),
};

describe('AWS takes', () => {
  test.each(TAKEN)('%s', (_, document) => {
    expect(refusals(document)).toEqual([]);
  });
});

describe.each(Object.entries(REFUSED))('AWS refuses because of %s:', (id, cases) => {
  test.each(cases)('%s', (_, document) => {
    expect(refusals(document)).toContain(id);
  });
});

/** The same whether the document comes as a text or parsed. */
function refusals(document: unknown): string[] {
  const idsOf = (form: unknown) => findingsOfPolicy(form).flatMap(({ id, refusedByAws }) => (refusedByAws ? [id] : []));
  if (typeof document !== 'string') expect(idsOf(JSON.stringify(document))).toEqual(idsOf(document));
  return idsOf(document);
}

function texts(byName: Readonly<Record<string, string>>): Case[] {
  return Object.entries(byName);
}

/** Alone, beside another, and where it is left out. */
function resourceCases(resource: string): Case[] {
  return [
    [resource, policy(allow('s3:GetObject', resource))],
    [`${resource} beside another`, policy(allow('s3:GetObject', ['*', resource]))],
    [`${resource} as NotResource`, policy({ Effect: 'Deny', Action: 's3:GetObject', NotResource: resource })],
  ];
}
