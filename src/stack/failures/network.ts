import { DONE_IS_RECORDED, type KnownFailure, sentence } from './known-failure';

/** As Go, the AWS SDKs for Go and for JavaScript, and Node word it. */
const TROUBLE = [
  'no such host',
  'server misbehaving',
  'no route to host',
  'connection refused',
  'connection reset by peer',
  'connection timed out',
  'broken pipe',
  'i/o timeout',
  'TLS handshake timeout',
  'network is unreachable',
  'host is (?:down|unreachable)',
  '(?:unexpected )?EOF\\b',
  'context deadline exceeded',
  'Client\\.Timeout exceeded',
  'proxyconnect tcp: [^\\n]*',
  'x509: [^\\n]*',
  'socket hang up',
  'exceeded the configured \\d+ ms requestTimeout',
  'did not establish a connection [^\\n]* within the configured timeout',
  '(?:ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)\\b',
].join('|');

/** Without a word on why. */
const UNEXPLAINED = 'request send failed';

const HINT = `Check the network of the runner, HTTPS_PROXY and NO_PROXY, and \`aws-endpoint-url\`; then run it again. ${DONE_IS_RECORDED}`;

/** The service for credentials of an EC2 instance: where it can't be reached, there are none. Nor is anything of the plugin AWS. */
const OTHERS = '(?:ec2imds|169\\.254\\.169\\.254|rpc error|operation error S3: )[^\\n]*';

/** Requests that AWS has not answered, or something else in its place. Of the state it is told as trouble with the backend. */
export const NETWORK_FAILURES: readonly KnownFailure[] = [
  {
    pattern: new RegExp(`(?<!${OTHERS})(${TROUBLE})`),
    reason: 'unreachable',
    message: ([, text]) => `AWS can't be reached: ${sentence(text!)}`,
    hint: HINT,
  },
  {
    pattern: new RegExp(`(?<!${OTHERS})${UNEXPLAINED}`),
    reason: 'unreachable',
    message: () => "AWS can't be reached.",
    hint: HINT,
  },
  {
    pattern:
      /operation error (?!S3: )([\w ]+): (\w+), [^\n]*?(?:deserialization failed|failed to decode response body|api error Unknown\w*: )/,
    reason: 'unreachable',
    message: ([, service, operation]) =>
      `Something else than AWS answers in its place (${service!.trim()}: ${operation}).`,
    hint: `That is often a proxy, or a page that wants a sign-in. ${HINT}`,
  },
  {
    pattern:
      /operation error (?!S3: )([\w ]+): (\w+), [^\n]*?StatusCode: 5\d\d, RequestID: [^,]*, (?:api error )?(\w+): ([^\n]*)/,
    reason: 'unreachable',
    message: ([, service, operation, code]) => `AWS itself fails (${service!.trim()}: ${operation}, ${code}).`,
    hint: `Look at https://health.aws.amazon.com, and run it again later. ${DONE_IS_RECORDED}`,
  },
];
