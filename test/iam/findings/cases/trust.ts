import {
  allow,
  AUDIENCE,
  type Cases,
  ENDPOINT,
  GITHUB,
  IMMUTABLE_MAIN,
  MAIN,
  OBJECTS,
  policy,
  ROLE,
  trust,
  trustGithub,
  trustSagemaker,
} from './case';

const RESTRICTED = trustSagemaker({ ArnLike: { 'aws:SourceArn': 'arn:aws:sagemaker:us-west-2:123456789012:*' } });
const GOOD = trustGithub({ StringEquals: { ...AUDIENCE, sub: [MAIN, IMMUTABLE_MAIN] } });
const OWN = { target: { account: '123456789012' } };
const REPOSITORY = { owner: 'acme', name: 'churn', ownerId: '1', repositoryId: '2' };
const CALLER = policy(allow(['sagemaker:InvokeEndpoint', 'sagemaker:DeleteEndpoint'], ENDPOINT));
const EXECUTION = policy(
  allow('ecr:BatchGetImage', 'arn:aws:ecr:us-west-2:123456789012:repository/churn'),
  allow('s3:GetObject', OBJECTS),
);

/** Everybody may assume the role, but for a denial. */
function withDenial(denial: Readonly<Record<string, unknown>>) {
  const allowed = { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' };
  return policy(allowed, { Effect: 'Deny', Action: 'sts:AssumeRole', ...denial });
}

export const TRUST_CASES: Cases = {
  'invalid-principal': {
    broken: [
      { name: 'a pattern of roles', trust: trust({ AWS: 'arn:aws:iam::123456789012:role/*' }) },
      { name: 'too few digits', trust: trust({ AWS: '12345678901' }) },
      { name: 'a policy', trust: trust({ AWS: 'arn:aws:iam::123456789012:policy/x' }) },
      { name: 'a partition that does not exist', trust: trust({ AWS: 'arn:amazon:iam::123456789012:root' }) },
      {
        name: 'a session of a partition that does not exist',
        trust: trust({ AWS: 'arn:amazon:sts::123456789012:assumed-role/a/b' }),
      },
      { name: 'a service of another domain', trust: trust({ Service: 'sagemaker.aws.com' }) },
      { name: 'a provider by its address', trust: trust({ Federated: 'token.actions.githubusercontent.com' }) },
      { name: 'a canonical user', trust: trust({ CanonicalUser: '0123456789abcdef' }) },
    ],
    kept: [
      { name: 'a role', trust: trust({ AWS: ROLE }) },
      { name: 'an account', trust: trust({ AWS: ['123456789012', 'arn:aws-cn:iam::123456789012:root'] }) },
      { name: 'a session', trust: trust({ AWS: 'arn:aws:sts::123456789012:assumed-role/a/b' }) },
      { name: 'a principal that was deleted', trust: trust({ AWS: 'AROAEXAMPLEEXAMPLE12' }) },
      { name: 'a service', trust: RESTRICTED },
      ...['amazonaws.com', 'amazonaws.com.cn', 'amazon.com', 'amazonaws.eu'].map((domain) => ({
        name: `a service of ${domain}`,
        trust: trust({ Service: `sagemaker.${domain}` }),
      })),
      {
        name: 'a provider of SAML',
        trust: trust({ Federated: 'arn:aws:iam::123456789012:saml-provider/x' }, undefined, 'sts:AssumeRoleWithSAML'),
      },
      { name: 'a federated user', trust: trust({ AWS: 'arn:aws:sts::123456789012:federated-user/x' }) },
      { name: 'a provider', trust: GOOD },
      { name: 'everybody', trust: trust('*') },
    ],
  },
  'trust-action-not-sts': {
    broken: [
      { name: 'an action of SageMaker', trust: trust({ AWS: ROLE }, undefined, 'sagemaker:InvokeEndpoint') },
      { name: 'everything', trust: trust({ AWS: ROLE }, undefined, '*') },
      { name: 'no action of STS', trust: trust({ AWS: ROLE }, undefined, ['sts:AssumeRole', 'sts:TagSessions']) },
    ],
    kept: [
      {
        name: 'what goes with it, in any case',
        trust: trust({ AWS: ROLE }, undefined, ['STS:assumeRole', 'sts:SetSourceIdentity', 'sts:SetContext']),
      },
      { name: 'a pattern', trust: trust({ AWS: ROLE }, undefined, 'sts:AssumeRole*') },
      { name: 'tags of the session', trust: trust({ AWS: ROLE }, undefined, ['sts:AssumeRole', 'sts:TagSession']) },
    ],
  },
  'trust-action-mismatch': {
    broken: [
      { name: 'a provider by AssumeRole', trust: trust({ Federated: GITHUB }) },
      {
        name: 'a service by web identity',
        trust: trust({ Service: 'sagemaker.amazonaws.com' }, undefined, 'sts:AssumeRoleWithWebIdentity'),
      },
      {
        name: 'SAML by web identity',
        trust: trust(
          { Federated: 'arn:aws:iam::123456789012:saml-provider/x' },
          undefined,
          'sts:AssumeRoleWithWebIdentity',
        ),
      },
    ],
    kept: [
      { name: 'a provider', trust: GOOD },
      { name: 'a role', trust: trust({ AWS: ROLE }) },
      {
        name: 'both ways',
        trust: trust({ AWS: ROLE, Federated: GITHUB }, undefined, ['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity']),
      },
      { name: 'tags only', trust: trust({ Federated: GITHUB }, undefined, 'sts:TagSession') },
      {
        name: 'a pattern of ways',
        trust: trust({ Federated: GITHUB }, undefined, ['sts:AssumeRole', 'sts:AssumeRoleWith*']),
      },
      { name: 'everybody, who may be anybody', trust: trust('*', undefined, 'sts:AssumeRoleWithWebIdentity') },
      {
        name: 'SAML, in whatever case',
        trust: trust({ Federated: 'arn:aws:iam::123456789012:saml-provider/x' }, undefined, 'STS:assumerolewithsaml'),
      },
    ],
  },
  'allow-not-principal': {
    broken: [
      { name: 'allowing', trust: policy({ Effect: 'Allow', NotPrincipal: { AWS: ROLE }, Action: 'sts:AssumeRole' }) },
    ],
    kept: [
      { name: 'denying', trust: policy({ Effect: 'Deny', NotPrincipal: { AWS: ROLE }, Action: 'sts:AssumeRole' }) },
    ],
  },
  'trust-everybody': {
    broken: [
      { name: 'an asterisk', trust: trust('*') },
      { name: 'of accounts', trust: trust({ AWS: '*' }) },
      {
        name: 'with a condition that says nothing of who it is',
        trust: trust('*', { Bool: { 'aws:SecureTransport': 'true' } }),
      },
      {
        name: 'with a negated condition',
        trust: trust('*', { StringNotEquals: { 'aws:PrincipalAccount': '123456789012' } }),
      },
      ...[
        { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/ci' } },
        { StringLike: { 'aws:PrincipalAccount': '*' } },
        { StringLike: { 'aws:PrincipalAccount': '1*' } },
        { StringLike: { 'aws:PrincipalOrgID': 'o-*' } },
        { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-*/*' } },
        { StringLike: { 'aws:PrincipalOrgID': ['o-1234567890', 'o-*'] } },
        { 'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': 'o-1/*' } },
        { StringEqualsIfExists: { 'aws:PrincipalAccount': '123456789012' } },
        { Null: { 'aws:PrincipalOrgID': 'false' } },
        { Null: { 'aws:PrincipalOrgID': 'true' } },
        { StringEquals: { 'aws:PrincipalTag/team': 'fraud' } },
        { StringEquals: { 'aws:PrincipalArn': '${aws:PrincipalArn}' } },
        { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::${aws:PrincipalAccount}:role/ci' } },
        { StringLike: { 'aws:PrincipalAccount': '${aws:PrincipalTag/account}' } },
        { StringEquals: { 'aws:PrincipalAccount': "${aws:PrincipalTag/account, '123456789012'}" } },
        { StringLike: { 'aws:PrincipalAccount': '????????????' } },
        { StringLike: { 'aws:userid': '*:ci' } },
        { StringNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::999988887777:*' } },
        { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } },
      ].map((condition) => ({
        name: `with a condition that strangers keep: ${JSON.stringify(condition)}`,
        trust: trust('*', condition),
      })),
      { name: 'beside others', trust: trust({ AWS: [ROLE, '*'] }) },
      ...[
        { Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } },
        { Principal: '*', Condition: { StringNotLike: { 'aws:PrincipalOrgID': 'o-*' } } },
        { Principal: '*', Condition: { 'ForAllValues:StringNotEquals': { 'aws:PrincipalOrgID': 'o-1' } } },
        { Principal: '*', Condition: { Null: { 'aws:PrincipalOrgID': 'true' } } },
        { Principal: '*', Condition: { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1' } } },
        {
          Principal: '*',
          Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' }, Bool: { 'aws:SecureTransport': 'false' } },
        },
        {
          Principal: '*',
          Condition: {
            StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' },
            ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/ci' },
          },
        },
        { Principal: { AWS: ROLE }, Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } } },
        { Principal: '*', Action: 'sts:TagSession', Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } } },
      ].map((denial) => ({
        name: `beside a denial that strangers get past: ${JSON.stringify(denial)}`,
        trust: withDenial(denial),
      })),
    ],
    kept: [
      ...[
        { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } },
        { StringEquals: { 'AWS:principalorgid': 'o-1' } },
        { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-1/*' } },
        { ArnEquals: { 'aws:PrincipalArn': ROLE } },
        { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/ci-*' } },
        { StringEquals: { 'aws:PrincipalAccount': '123456789012' } },
        { StringLike: { 'aws:userid': 'AROAEXAMPLEEXAMPLE12:*' } },
        { StringEquals: { 'aws:PrincipalOrgID': '${aws:ResourceOrgID}' } },
        { StringEquals: { 'aws:PrincipalAccount': '${aws:ResourceAccount}' } },
        { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::${aws:ResourceAccount}:role/ci-*' } },
        { StringEquals: { 'aws:PrincipalArn': `${ROLE}/\${*}` } },
      ].map((condition) => ({
        name: `with a condition that strangers don't keep: ${JSON.stringify(condition)}`,
        trust: trust('*', condition),
      })),
      { name: 'a role', trust: trust({ AWS: ROLE }) },
      { name: 'denied', trust: policy({ Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' }) },
      ...[
        { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } },
        { StringNotEqualsIfExists: { 'aws:PrincipalAccount': '123456789012' } },
        { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } },
        { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1', 'aws:PrincipalAccount': '123456789012' } },
        {
          StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' },
          ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/ci' },
        },
        undefined,
      ].map((condition) => ({
        name: `all others denied: ${JSON.stringify(condition)}`,
        trust: withDenial({ Principal: '*', ...(condition && { Condition: condition }) }),
      })),
      { name: 'all but one denied', trust: withDenial({ NotPrincipal: { AWS: ROLE } }) },
    ],
  },
  'trust-other-account': {
    broken: [
      { name: 'its root', trust: trust({ AWS: 'arn:aws:iam::999988887777:root' }), context: OWN },
      { name: 'by its number', trust: trust({ AWS: '999988887777' }), context: OWN },
      { name: 'a role of it', trust: trust({ AWS: 'arn:aws:iam::999988887777:role/ci' }), context: OWN },
      { name: 'a session of it', trust: trust({ AWS: 'arn:aws:sts::999988887777:assumed-role/ci/x' }), context: OWN },
      { name: 'a pattern of its roles', trust: trust({ AWS: 'arn:aws:iam::999988887777:role/*' }), context: OWN },
      { name: 'a role of any account', trust: trust({ AWS: 'arn:aws:iam::*:role/ci' }), context: OWN },
      { name: 'beside the own one', trust: trust({ AWS: [ROLE, '999988887777'] }), context: OWN },
      {
        name: 'everybody, narrowed to it',
        trust: trust('*', { StringEquals: { 'aws:PrincipalAccount': ['123456789012', '999988887777'] } }),
        context: OWN,
      },
      {
        name: 'everybody, narrowed to roles of it',
        trust: trust({ AWS: '*' }, { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::999988887777:role/ci-*' } }),
        context: OWN,
      },
      ...[
        { StringEqualsIfExists: { 'sts:ExternalId': 'x-1' } },
        { StringNotEquals: { 'sts:ExternalId': 'x-1' } },
        { Null: { 'sts:ExternalId': 'false' } },
        { StringLike: { 'sts:ExternalId': ['x-1', '?*'] } },
        { StringLike: { 'aws:PrincipalOrgID': 'o-*' } },
        { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1' } },
      ].map((condition) => ({
        name: `with a condition that limits nobody: ${JSON.stringify(condition)}`,
        trust: trust({ AWS: '999988887777' }, condition),
        context: OWN,
      })),
      {
        name: 'with an external id that is any',
        trust: trust({ AWS: '999988887777' }, { StringLike: { 'sts:ExternalId': '*' } }),
        context: OWN,
      },
    ],
    kept: [
      { name: 'the own account', trust: trust({ AWS: 'arn:aws:iam::123456789012:root' }), context: OWN },
      { name: 'where the own account is not known', trust: trust({ AWS: '999988887777' }) },
      {
        name: 'everybody, narrowed to the own one',
        trust: trust('*', { StringEquals: { 'aws:PrincipalAccount': '123456789012' } }),
        context: OWN,
      },
      {
        name: 'with an external id',
        trust: trust({ AWS: '999988887777' }, { StringEquals: { 'sts:ExternalId': 'x-1' } }),
        context: OWN,
      },
      {
        name: 'where others than the own organisation are denied',
        trust: policy(
          { Effect: 'Allow', Principal: { AWS: '999988887777' }, Action: 'sts:AssumeRole' },
          {
            Effect: 'Deny',
            Principal: '*',
            Action: 'sts:*',
            Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } },
          },
        ),
        context: OWN,
      },
      {
        name: 'of the own organisation',
        trust: trust({ AWS: '999988887777' }, { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }),
        context: OWN,
      },
    ],
  },
  'service-without-source-condition': {
    broken: [
      { name: 'no condition', trust: trustSagemaker() },
      {
        name: 'a denial that spares services',
        trust: policy(
          { Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' }, Action: 'sts:AssumeRole' },
          {
            Effect: 'Deny',
            Principal: '*',
            Action: 'sts:AssumeRole',
            Condition: {
              StringNotEquals: { 'aws:SourceAccount': '123456789012' },
              Bool: { 'aws:PrincipalIsAWSService': 'false' },
            },
          },
        ),
      },
      { name: 'a negated one', trust: trustSagemaker({ StringNotEquals: { 'aws:SourceAccount': '123456789012' } }) },
      {
        name: 'one that passes without the key',
        trust: trustSagemaker({ 'ForAllValues:StringEquals': { 'aws:SourceAccount': '123456789012' } }),
      },
      {
        name: 'another one that passes without the key',
        trust: trustSagemaker({ StringEqualsIfExists: { 'aws:SourceAccount': '123456789012' } }),
      },
      ...[
        { ArnLike: { 'aws:SourceArn': '*' } },
        { ArnEquals: { 'aws:SourceArn': 'arn:*' } },
        { ArnLike: { 'aws:SourceArn': 'arn:aws:sagemaker:us-west-2:*:*' } },
        { StringLike: { 'aws:SourceArn': ['arn:aws:sagemaker:us-west-2:123456789012:*', 'arn:aws:sagemaker:*:*:*'] } },
        { ArnLike: { 'aws:SourceArn': 'arn:aws:sagemaker:us-west-2:????????????:*' } },
        { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::*' } },
        { StringLike: { 'aws:SourceAccount': '*' } },
        { StringLike: { 'aws:SourceAccount': '1*' } },
        { ArnLike: { 'aws:SourceArn': 'arn:aws:sagemaker:us-west-2:12345678901?:*' } },
        { StringLike: { 'aws:SourceOrgID': 'o-*' } },
        { 'ForAnyValue:StringLike': { 'aws:SourceOrgPaths': '*/*' } },
        { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::*-models' } },
        { StringEquals: { 'aws:SourceAccount': '${aws:SourceAccount}' } },
        { ArnLike: { 'aws:SourceArn': 'arn:aws:sagemaker:us-west-2:${aws:SourceAccount}:*' } },
      ].map((condition) => ({
        name: `one that fits all: ${JSON.stringify(condition)}`,
        trust: trustSagemaker(condition),
      })),
    ],
    kept: [
      { name: 'by ARN', trust: RESTRICTED },
      ...[
        { StringNotEquals: { 'aws:SourceAccount': '123456789012' } },
        {
          StringNotEqualsIfExists: { 'aws:SourceOrgID': 'o-1234567890' },
          Null: { 'aws:SourceAccount': 'false' },
          Bool: { 'aws:PrincipalIsAWSService': 'true' },
        },
        { StringNotEquals: { 'aws:SourceAccount': '123456789012', 'aws:SourceOrgID': 'o-1234567890' } },
      ].map((condition) => ({
        name: `where other accounts are denied: ${JSON.stringify(condition)}`,
        trust: policy(
          { Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' }, Action: 'sts:AssumeRole' },
          { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole', Condition: condition },
        ),
      })),
      {
        name: 'by account, beside a condition that fits all',
        trust: trustSagemaker({
          ArnLike: { 'aws:SourceArn': 'arn:aws:sagemaker:*:*:*' },
          StringEquals: { 'aws:SourceAccount': '123456789012' },
        }),
      },
      { name: 'by organization', trust: trustSagemaker({ StringEquals: { 'aws:SourceOrgID': 'o-1234567890' } }) },
      {
        name: 'by unit of an organization',
        trust: trustSagemaker({ 'ForAnyValue:StringLike': { 'aws:SourceOrgPaths': 'o-1234567890/*' } }),
      },
      {
        name: 'by bucket, whose name is there once in the world',
        trust: trust({ Service: 's3.amazonaws.com' }, { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::my-models*' } }),
      },
      {
        name: 'by the account of the role',
        trust: trustSagemaker({ StringEquals: { 'aws:SourceAccount': '${aws:ResourceAccount}' } }),
      },
      { name: 'by account', trust: trustSagemaker({ StringEquals: { 'AWS:SourceAccount': '123456789012' } }) },
      { name: 'no service', trust: trust({ AWS: ROLE }) },
      {
        name: 'services that do not send the keys',
        trust: trust({ Service: ['ec2.amazonaws.com', 'lambda.amazonaws.com'] }),
      },
      {
        name: 'autoscaling for a service that does',
        trust: trust({ Service: 'sagemaker.application-autoscaling.amazonaws.com' }),
      },
    ],
  },
  'source-arn-names-one-resource': {
    broken: [
      { name: 'an endpoint', trust: trustSagemaker({ ArnLike: { 'aws:SourceArn': ENDPOINT } }) },
      {
        name: 'all endpoints',
        trust: trustSagemaker({
          ArnEquals: { 'aws:SourceArn': 'arn:aws:sagemaker:us-west-2:123456789012:endpoint/*' },
        }),
      },
    ],
    kept: [
      { name: 'the asterisk', trust: RESTRICTED },
      {
        name: 'everything, which is a finding of its own',
        trust: trustSagemaker({ ArnLike: { 'aws:SourceArn': '*' } }),
      },
      {
        name: 'the asterisk, literally',
        trust: trustSagemaker({ StringEquals: { 'aws:SourceArn': 'arn:aws:sagemaker:us-west-2:123456789012:*' } }),
      },
      {
        name: 'another service',
        trust: trust(
          { Service: 'lambda.amazonaws.com' },
          { ArnLike: { 'aws:SourceArn': 'arn:aws:lambda:us-west-2:123456789012:function:x' } },
        ),
      },
    ],
  },
  'oidc-without-audience': {
    broken: [
      { name: 'a subject only', trust: trustGithub({ StringEquals: { sub: MAIN } }) },
      {
        name: 'a negated condition',
        trust: trustGithub({ StringNotEquals: { aud: 'x' }, StringEquals: { sub: MAIN } }),
      },
      ...['cognito-identity.amazonaws.com', 'accounts.google.com', 'www.amazon.com', 'graph.facebook.com'].map(
        (name) => ({
          name,
          trust: trust({ Federated: name }, undefined, 'sts:AssumeRoleWithWebIdentity'),
        }),
      ),
    ],
    kept: [
      { name: 'both', trust: GOOD },
      {
        name: 'a pool of identities',
        trust: trust(
          { Federated: 'cognito-identity.amazonaws.com' },
          { StringEquals: { 'cognito-identity.amazonaws.com:aud': 'us-west-2:12345678-1234-1234-1234-123456789012' } },
          'sts:AssumeRoleWithWebIdentity',
        ),
      },
      {
        name: 'an application',
        trust: trust(
          { Federated: 'www.amazon.com' },
          { StringEquals: { 'www.amazon.com:app_id': 'amzn1.application.1' } },
          'sts:AssumeRoleWithWebIdentity',
        ),
      },
    ],
  },
  'oidc-without-subject': {
    broken: [
      { name: 'an audience only', trust: trustGithub({ StringEquals: AUDIENCE }) },
      {
        name: 'another provider, any subject',
        trust: trust(
          { Federated: 'arn:aws:iam::123456789012:oidc-provider/idp.example.com' },
          { StringLike: { 'idp.example.com:sub': '*', 'idp.example.com:aud': 'x' } },
          'sts:AssumeRoleWithWebIdentity',
        ),
      },
    ],
    kept: [
      { name: 'both', trust: GOOD },
      { name: 'an AWS principal', trust: trust({ AWS: ROLE }) },
    ],
  },
  'oidc-subject-wildcard-repository': {
    broken: [
      '*',
      'repo:*',
      'repo:acme/*',
      'repo:acme/*:ref:refs/heads/main',
      'repo:acme/ch?rn:*',
      'repo:acme*/churn:*',
      'repo*',
      'r?po:acme/churn:ref:refs/heads/main',
      'repo:acme@*/churn@*:ref:refs/heads/main',
    ]
      .map((sub) => ({ name: sub, trust: trustGithub({ StringEquals: AUDIENCE, StringLike: { sub } }) }))
      .concat(
        [
          'token.actions.acme.ghe.com',
          'git.acme.example/_services/token',
          'token.actions.githubusercontent.com/acme',
        ].map((issuer) => ({
          name: `of ${issuer}`,
          trust: trust(
            { Federated: `arn:aws:iam::123456789012:oidc-provider/${issuer}` },
            {
              StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com' },
              StringLike: { [`${issuer}:sub`]: 'repo:acme/*' },
            },
            'sts:AssumeRoleWithWebIdentity',
          ),
        })),
      ),
    kept: [
      { name: 'exact', trust: GOOD },
      {
        name: 'a wildcard behind the repository',
        trust: trustGithub({ StringEquals: AUDIENCE, StringLike: { sub: 'repo:acme/churn:*' } }),
      },
      {
        name: 'with an exact condition beside it',
        trust: trustGithub({ StringEquals: { ...AUDIENCE, sub: MAIN }, StringLike: { sub: 'repo:acme/*' } }),
      },
    ],
  },
  'oidc-subject-pull-request': {
    broken: [
      {
        name: 'besides a branch',
        trust: trustGithub({ StringEquals: { ...AUDIENCE, sub: [MAIN, 'repo:acme/churn:pull_request'] } }),
      },
      {
        name: 'with ids',
        trust: trustGithub({ StringLike: { ...AUDIENCE, sub: 'repo:acme@1/churn@2:pull_request' } }),
      },
    ],
    kept: [
      { name: 'a branch', trust: GOOD },
      {
        name: 'an environment of that name',
        trust: trustGithub({ StringEquals: { ...AUDIENCE, sub: 'repo:acme/churn:environment:pull_request' } }),
      },
    ],
  },
  'oidc-subject-any-ref': {
    broken: [
      'repo:acme/churn:*',
      'repo:acme@1/churn@2:*',
      'repo:acme/churn:ref:*',
      'repo:acme/churn:ref:refs/heads/*',
      'repo:acme/churn:ref:refs/**',
    ].map((sub) => ({
      name: sub,
      trust: trustGithub({ StringEquals: AUDIENCE, StringLike: { sub } }),
    })),
    kept: [
      { name: 'exact', trust: GOOD },
      {
        name: 'any environment',
        trust: trustGithub({ StringEquals: AUDIENCE, StringLike: { sub: 'repo:acme/churn:environment:*' } }),
      },
      {
        name: 'some branches',
        trust: trustGithub({ StringEquals: AUDIENCE, StringLike: { sub: 'repo:acme/churn:ref:refs/heads/release/*' } }),
      },
    ],
  },
  'oidc-unexpected-audience': {
    broken: [
      { name: 'another one', trust: trustGithub({ StringEquals: { aud: 'https://github.com/acme', sub: MAIN } }) },
    ],
    kept: [
      { name: 'that of AWS', trust: GOOD },
      {
        name: 'that of AWS in China',
        trust: trustGithub({ StringEquals: { aud: 'sts.amazonaws.com.cn', sub: MAIN } }),
      },
    ],
  },
  'oidc-subject-form': {
    broken: [
      {
        name: 'classic, but immutable',
        trust: trustGithub({ StringEquals: { ...AUDIENCE, sub: MAIN } }),
        context: { github: { ...REPOSITORY, subjects: 'immutable' } },
      },
      {
        name: 'immutable, but classic',
        trust: trustGithub({ StringEquals: { ...AUDIENCE, sub: IMMUTABLE_MAIN } }),
        context: { github: { ...REPOSITORY, subjects: 'classic' } },
      },
    ],
    kept: [
      { name: 'both', trust: GOOD, context: { github: { ...REPOSITORY, subjects: 'immutable' } } },
      {
        name: 'immutable',
        trust: trustGithub({ StringEquals: { ...AUDIENCE, sub: IMMUTABLE_MAIN } }),
        context: { github: { ...REPOSITORY, subjects: 'immutable' } },
      },
      { name: 'not known', trust: trustGithub({ StringEquals: { ...AUDIENCE, sub: MAIN } }) },
    ],
  },
  'oidc-classic-subject': {
    broken: [
      {
        name: 'not known',
        trust: trustGithub({ StringEquals: { ...AUDIENCE, sub: MAIN } }),
        context: { github: REPOSITORY },
      },
    ],
    kept: [
      { name: 'both', trust: GOOD },
      {
        name: 'of a server, which has no other form',
        trust: trust(
          { Federated: 'arn:aws:iam::123456789012:oidc-provider/git.acme.example/_services/token' },
          {
            StringEquals: {
              'git.acme.example/_services/token:aud': 'sts.amazonaws.com',
              'git.acme.example/_services/token:sub': MAIN,
            },
          },
          'sts:AssumeRoleWithWebIdentity',
        ),
      },
      {
        name: 'known to be classic',
        trust: trustGithub({ StringEquals: { ...AUDIENCE, sub: MAIN } }),
        context: { github: { ...REPOSITORY, subjects: 'classic' } },
      },
    ],
  },
  'trust-and-permissions-differ': {
    broken: [
      { name: 'a caller that is SageMaker', permissions: CALLER, trust: RESTRICTED },
      { name: 'an execution role for a workflow', permissions: EXECUTION, trust: GOOD },
    ],
    kept: [
      { name: 'a caller that is a workflow', permissions: CALLER, trust: GOOD },
      { name: 'an execution role for SageMaker', permissions: EXECUTION, trust: RESTRICTED },
      {
        name: 'SageMaker and a workflow',
        permissions: CALLER,
        trust: policy(...[RESTRICTED, GOOD].map(({ Statement: [one] }: any) => one)),
      },
    ],
  },
};
