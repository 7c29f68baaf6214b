import { followingRedirects } from '../../src/github/redirects';

const OPTIONS = { method: 'POST', body: '{}' };

function answering(...answers: [status: number, location?: string][]) {
  const fetch = jest.fn(async (_url: string, _options: object) => {
    const [status, location] = answers.shift()!;
    return new Response(null, { status, headers: location ? { location } : {} });
  });
  return { fetch, follow: followingRedirects(fetch) };
}

it('leaves an answer as it is', async () => {
  const { fetch, follow } = answering([201]);
  expect((await follow('https://api.example/repos', OPTIONS)).status).toBe(201);
  expect(fetch).toHaveBeenCalledTimes(1);
});

it.each([301, 302, 307, 308])('repeats the request word for word where something has moved (%s)', async (status) => {
  const { fetch, follow } = answering([status, '/repositories/1'], [201]);
  expect((await follow('https://api.example/repos', OPTIONS)).status).toBe(201);
  expect(fetch.mock.calls).toEqual([
    ['https://api.example/repos', OPTIONS],
    ['https://api.example/repositories/1', OPTIONS],
  ]);
});

it('tells the token to no other host, and goes in no circles', async () => {
  await expect(
    answering([301, 'https://evil.example/repos']).follow('https://api.example/repos', OPTIONS),
  ).rejects.toThrow("GitHub's API has moved to https://evil.example, which is not followed");
  const circle = answering(...Array.from({ length: 9 }, (): [number, string] => [302, '/repos']));
  await expect(circle.follow('https://api.example/repos', OPTIONS)).rejects.toThrow('GITHUB_API_URL');
  expect(circle.fetch).toHaveBeenCalledTimes(4);
});
