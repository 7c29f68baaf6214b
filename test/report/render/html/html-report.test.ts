import { createHash } from 'node:crypto';
import type { Block } from '../../../../src/report/block';
import { footer } from '../../../../src/report/content/footer';
import { blocksOf } from '../../../../src/report/content/report';
import { textOf, type Words } from '../../../../src/report/inline';
import type { Report, RoleReport } from '../../../../src/report/model';
import { renderHtml } from '../../../../src/report/render/html/html-report';
import { prose } from '../../../../src/report/visible';
import { powersInHtml, textIn } from '../../html-page';
import {
  access,
  accessBetween,
  allow,
  completed,
  deny,
  documentText,
  editedAccess,
  failed,
  invalidInput,
  newAccess,
  RUN,
} from '../../samples';

const LINKS = [`${RUN.url}/attempts/1`, 'https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html'];

const BOUNDARY = {
  arn: 'arn:aws:iam::123456789012:policy/boundary',
  document: documentText([allow('s3:GetObject', '*')]),
};
const OBJECTS = 'arn:aws:s3:::my-data/*';

describe('all that the comment says is on the page', () => {
  test.each<[string, Report]>([
    ['new', completed('preview', newAccess())],
    ['edited', completed('up', editedAccess('done'))],
    ['unchanged', completed('preview')],
    ['drifted', completed('drift', editedAccess('drifted'))],
    ['failed', failed('up', { reason: 'permission-denied', message: 'Not allowed.', hint: 'Ask.' }, newAccess())],
    ['invalid', invalidInput({ name: 'region', value: 'moon-1', expected: 'a region' })],
  ])('%s', (_, report) => {
    // Signs of ours may be of two characters, of which one is invisible.
    const text = textIn(renderHtml(report)).replace(/[\s\uFE0F]/g, '');
    for (const sentence of [...blocksOf(report), ...footer(report, true)].flatMap(sentencesOf)) {
      expect(text).toContain(prose(textOf(sentence).replaceAll('\uFE0F', '')).replace(/\s/g, ''));
    }
  });

  function sentencesOf(block: Block): readonly Words[] {
    const title: readonly Words[] = block.fold ? [[{ kind: 'text', text: block.fold.title }]] : [];
    switch (block.kind) {
      case 'heading':
      case 'paragraph':
        return [block.words];
      case 'list':
        return [...title, ...block.items];
      case 'alert':
        return block.sentences;
      case 'table':
        return block.facts ? title : [...title, ...block.rows.flat()];
      case 'code':
        return title;
    }
  }
});

test('the browser is told to run and load nothing but what is in the page', () => {
  const page = renderHtml(completed('preview', newAccess()));
  const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/
    .exec(page)![1]!
    .replaceAll('&#39;', "'");
  const hashOf = (element: string) => {
    const [, content] = new RegExp(`<${element}>([^]*?)</${element}>`).exec(page)!;
    return `'sha256-${createHash('sha256').update(content!).digest('base64')}'`;
  };
  expect(policy.split('; ')).toEqual([
    "default-src 'none'",
    `style-src ${hashOf('style')}`,
    `script-src ${hashOf('script')}`,
    "base-uri 'none'",
    "form-action 'none'",
  ]);
});

test('names stay names, and what is hidden in them is seen', () => {
  const name = '<script>x()</script>"\' onload=x\u202Epr\u043Ed \u05E9';
  const page = renderHtml(
    completed('preview', access({ roleName: name, policyName: name, changes: [], notes: [name], unseen: [name] })),
  );
  expect(powersInHtml(page, { links: LINKS })).toEqual([]);
  expect(textIn(page)).toContain('<script>x()</script>"\' onload=x\\u202Epr\\u043Ed \u05E9');
});

describe('the table', () => {
  const rowsOf = (report: Report) =>
    renderHtml(report)
      .match(/<tr class[^]*?<\/tr>/g)!
      .map((row) => textIn(`<body>${row}`).trim());

  test('has a row for each action and kind of resource, what changes first, in words', () => {
    const before = [allow('s3:GetObject', OBJECTS), allow('s3:PutObject', OBJECTS)];
    const secure = { Bool: { 'aws:SecureTransport': 'true' } };
    const after = [allow('s3:GetObject', OBJECTS, secure), allow('s3:DeleteObject', OBJECTS)];
    const rows = rowsOf(completed('preview', accessBetween(before, after)));
    expect(rows.slice(0, 3)).toEqual([
      's3:DeleteObject objects my-data/* ❌ not allowed ✅ allowed + newly allowed',
      's3:GetObject objects my-data/* ✅ allowed 🔶 if its conditions hold ▼ narrower',
      's3:PutObject objects my-data/* ✅ allowed ❌ not allowed − no longer allowed',
    ]);
    expect(new Set(rows.slice(3).map((row) => row.split(' ').at(-1)))).toEqual(new Set(['unchanged']));
  });

  test.each([
    ['wider', undefined, 'true', '▲ wider'],
    ['narrower', 'true', undefined, '▼ narrower'],
  ])('tells %s conditions from such that are the same', (_, after, before, words) => {
    const of = (value: string | undefined) => [
      allow('s3:GetObject', OBJECTS, {
        StringEquals: { 'aws:RequestedRegion': 'us-west-2', ...(value && { 'aws:PrincipalTag/a': value }) },
      }),
    ];
    expect(rowsOf(completed('preview', accessBetween(of(before), of(after))))[0]).toBe(
      `s3:GetObject objects my-data/* 🔶 if its conditions hold 🔶 if its conditions hold ${words}`,
    );
  });

  test.each<[string, RoleReport['boundary'], string]>([
    ['none', {}, ''],
    ['not looked at', { before: { arn: BOUNDARY.arn }, after: { arn: BOUNDARY.arn } }, 'boundary not looked at'],
    ['counted', { before: BOUNDARY, after: BOUNDARY }, 'All of it is within the permissions boundary.'],
  ])('says what became of the permissions boundary: %s', (_, boundary, words) => {
    const report = completed(
      'preview',
      accessBetween([allow('s3:Get*', OBJECTS)], [allow('s3:*', OBJECTS)], { boundary }),
    );
    const text = textIn(renderHtml(report));
    expect(text).toContain(words);
    const besides = text.replace('Permissions boundary: none.', '');
    expect(besides.includes('oundary')).toBe(words !== '');
  });

  test('says what the policy allows in vain', () => {
    const boundary = { before: BOUNDARY, after: BOUNDARY };
    const report = completed(
      'preview',
      accessBetween([allow('s3:GetObject', OBJECTS)], [allow('s3:*', OBJECTS)], { boundary }),
    );
    expect(rowsOf(report).join()).toContain(
      's3:PutObject objects my-data/* ❌ not allowed ❌ not allowed (boundary: the policy allows more)',
    );
  });

  test('says what was left out, and calls none of it denied', () => {
    const many = Array.from({ length: 130 }, (_, index) => `arn:aws:s3:::b${index}/*`);
    const text = textIn(
      renderHtml(completed('preview', accessBetween([allow('s3:GetObject', OBJECTS)], [allow('s3:GetObject', many)]))),
    );
    expect(text).toMatch(/\d+ of 131 \w+ shown, those that change first; nothing is said of the other \d+\./);
    expect(text).toContain('that no policy names ❌ not allowed');
    expect(text).not.toContain('another object');
  });

  test('of a new policy has no other side', () => {
    expect(rowsOf(completed('preview', newAccess()))).toContain('s3:GetObject folder my-models/churn/ ✅ allowed');
  });
});

describe('the graph', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => allow('s3:GetObject', `arn:aws:s3:::b${index}/*`));
  const drawn = (report: Report) => textIn(`<body>${/<svg[^]*<\/svg>/.exec(renderHtml(report))![0]}`);

  test('has all there is, what is new first and in words, and denials', () => {
    const report = completed(
      'preview',
      accessBetween(many(40), [...many(40), allow('s3:PutObject', OBJECTS), deny('s3:DeleteBucket', '*')]),
    );
    const text = drawn(report);
    expect(text).toContain('3 arrows');
    expect(text).toContain('b4/* and 35 more');
    const [, beside = ''] = /<\/svg>([^]*?<\/table>)/.exec(renderHtml(report))!;
    for (const { Resource } of many(40)) expect(beside).toContain((Resource as string).replace('arn:aws:s3:::', ''));
    expect(text.indexOf('+ NEW PutObject objects my-data/*')).toBeGreaterThan(0);
    expect(text.indexOf('+ NEW')).toBeLessThan(text.indexOf('b0/*'));
    expect(text).toContain('✕ NEVER DeleteBucket everything');
  });

  test('says that nobody may assume the role', () => {
    expect(
      drawn(completed('preview', access({ trust: { after: documentText([deny('sts:AssumeRole', '*')]) } }))),
    ).toContain('nobody');
  });

  test('names policies of others', () => {
    const foreignPolicies = [
      { kind: 'inline' as const, name: 'break-glass', document: documentText([allow('s3:*', '*')])! },
    ];
    expect(drawn(completed('preview', access({ foreignPolicies })))).toContain('inline policy of others break-glass');
  });
});

test('documents stand side by side', () => {
  const report = completed(
    'preview',
    accessBetween([allow('s3:GetObject', OBJECTS)], [allow('s3:PutObject', OBJECTS)]),
  );
  const table = /<table class="sides">[^]*?<\/table>/.exec(renderHtml(report))![0];
  const rows = table.match(/<tr>[^]*?<\/tr>/g)!.map((row) => textIn(`<body>${row}`).trim());
  expect(rows).toContain('− "Action": "s3:GetObject", + "Action": "s3:PutObject",');
  expect(rows).toContain('"Effect": "Allow", "Effect": "Allow",');
});
