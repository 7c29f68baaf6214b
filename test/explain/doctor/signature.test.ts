import { signedHeaders } from '../../../src/explain/doctor/signature';

const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const SIGNING = {
  ...{ service: 'service', region: 'us-east-1', credentials: CREDENTIALS },
  now: new Date('2015-08-30T12:36:00Z'),
};

const signatureOf = async (url: string) =>
  (await signedHeaders({ method: 'GET', url: new URL(url), headers: {}, body: '' }, SIGNING)).authorization;

// https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-test-suite.html
it.each([
  ['https://example.amazonaws.com/', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
  [
    'https://example.amazonaws.com/?Param2=value2&Param1=value1',
    'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
  ],
])("signs %s as AWS's own examples do", async (url, signature) => {
  expect(await signatureOf(url)).toBe(
    `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=${signature}`,
  );
});

it('signs the token of a session with the rest', async () => {
  const credentials = { ...CREDENTIALS, sessionToken: 'token' };
  const request = { method: 'GET', url: new URL('https://example.amazonaws.com/'), headers: {}, body: '' } as const;
  const headers = await signedHeaders(request, { ...SIGNING, credentials });
  expect(headers['x-amz-security-token']).toBe('token');
  expect(headers.authorization).toContain('SignedHeaders=host;x-amz-date;x-amz-security-token,');
});
