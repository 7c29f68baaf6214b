import { boundedRequests } from '../../src/github/bounded-requests';

/** Its pauses are those of the clock that the tests set. */
jest.mock('node:timers/promises', () => ({
  setTimeout: (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
}));

const JSON_TYPE = { 'content-type': 'application/json' };
const ANSWER = { status: 200, headers: JSON_TYPE, data: { id: 1 } };
const LOST = Object.assign(new Error('other side closed'), { status: 500 });
const GET = { method: 'GET', url: '/repos/{owner}/{repo}' };
const POST = { method: 'POST', url: '/repos/{owner}/{repo}/issues/{issue_number}/comments' };

type Options = typeof GET & { request?: { signal?: AbortSignal; redirect?: string; fetch?: unknown } };
let log: string[];

beforeEach(() => {
  log = [];
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** GitHub that gives these answers, one after the other; the last for ever. */
function github(...answers: (object | Error)[]) {
  const request = jest.fn(async (_: Options) => {
    const answer = answers.length > 1 ? answers.shift()! : answers[0]!;
    if (answer instanceof Error) throw answer;
    return answer as typeof ANSWER;
  });
  const ask = boundedRequests((line) => log.push(line));
  return { request, ask: (options: Options) => settled(ask(request, options)) };
}

/** Its result or its error, as if all pauses had gone by. */
async function settled<T>(work: Promise<T>): Promise<T | Error> {
  const caught = work.catch((error: Error) => error);
  await jest.advanceTimersByTimeAsync(600_000);
  return caught;
}

it('asks once where GitHub answers', async () => {
  const { request, ask } = github(ANSWER);
  expect(await ask(GET)).toBe(ANSWER);
  expect(request).toHaveBeenCalledTimes(1);
  expect(request.mock.lastCall![0].request).toMatchObject({ redirect: 'manual', fetch: expect.any(Function) });
});

it.each([
  ['GET', GET],
  ['PATCH', { ...GET, method: 'PATCH' }],
  ['a query', { method: 'POST', url: '/graphql' }],
])('asks again where it fails, and tells of it: %s', async (_, options) => {
  const { request, ask } = github(LOST, LOST, ANSWER);
  expect(await ask(options)).toBe(ANSWER);
  expect(request).toHaveBeenCalledTimes(3);
  expect(log).toEqual([1, 4].map((seconds) => `other side closed (${options.method} ${options.url}); trying again in ${seconds} s`)); // prettier-ignore
});

it('gives up after four times, and then asks only once, until there is an answer', async () => {
  const { request, ask } = github(...Array<Error>(5).fill(LOST), ANSWER, LOST, ANSWER);
  expect(await ask(GET)).toBe(LOST);
  expect(request).toHaveBeenCalledTimes(4);
  expect(await ask(GET)).toBe(LOST);
  expect(request).toHaveBeenCalledTimes(5);
  expect(await ask(GET)).toBe(ANSWER);
  expect(await ask(GET)).toBe(ANSWER);
  expect(request).toHaveBeenCalledTimes(8);
});

it('does not create anything twice', async () => {
  const { request, ask } = github(LOST);
  expect(await ask(POST)).toBe(LOST);
  expect(request).toHaveBeenCalledTimes(1);
});

it.each([400, 401, 403, 404, 422])('does not ask again where GitHub refuses (%s)', async (status) => {
  const refused = Object.assign(new Error('no'), { status, response: { headers: {} } });
  const { request, ask } = github(refused);
  expect(await ask(GET)).toBe(refused);
  expect(request).toHaveBeenCalledTimes(1);
});

it('waits as long as GitHub says, even to create something, and not longer than the bound', async () => {
  const limited = (seconds: string) =>
    Object.assign(new Error('slow down'), { status: 429, response: { headers: { 'retry-after': seconds } } });
  const patient = github(limited('60'), ANSWER);
  expect(await patient.ask(POST)).toBe(ANSWER);
  expect(log).toEqual([expect.stringContaining('trying again in 60 s')]);
  const impatient = github(limited('3600'), ANSWER);
  expect(await impatient.ask(GET)).toMatchObject({ status: 429 });
});

it('gives up an answer that does not come, or does not end', async () => {
  const request = jest.fn(
    ({ request: how }: Options) =>
      new Promise<typeof ANSWER>((resolve, reject) => {
        const isBegun = request.mock.calls.length % 2 === 0;
        how!.signal!.addEventListener('abort', () => {
          // What breaks off is an empty text to octokit.
          if (isBegun) resolve({ ...ANSWER, data: '' as never });
          else reject(how!.signal!.reason as Error);
        });
      }),
  );
  const ask = boundedRequests((line) => log.push(line));
  expect(await settled(ask(request, GET))).toMatchObject({ message: 'GitHub did not answer within 20 s' });
  expect(request).toHaveBeenCalledTimes(4);
  expect(log).toHaveLength(3);
});

it('gives up a request that heeds no signal, as one that still connects', async () => {
  const ask = boundedRequests((line) => log.push(line));
  const never = jest.fn(() => new Promise<typeof ANSWER>(() => undefined));
  expect(await settled(ask(never, POST))).toMatchObject({ message: 'GitHub did not answer within 20 s' });
  expect(never).toHaveBeenCalledTimes(1);
});

it.each([
  ['a page', { status: 200, headers: { 'content-type': 'text/html' }, data: '<html>' }, 'status 200, text/html'],
  ['nothing', { status: 200, headers: {}, data: undefined }, 'status 200, nothing'],
  ['half an answer', { status: 200, headers: JSON_TYPE, data: '[{"id":' }, 'status 200, application/json'],
])('takes %s for no answer', async (_, answer, words) => {
  const { request, ask } = github(answer);
  expect(await ask(GET)).toMatchObject({ message: expect.stringContaining(`is not its API (${words})`) });
  expect(request).toHaveBeenCalledTimes(4);
});

it('takes no content for what it is', async () => {
  const deleted = { status: 204, headers: {}, data: undefined };
  expect(await github(deleted).ask({ ...GET, method: 'DELETE' })).toBe(deleted);
});
