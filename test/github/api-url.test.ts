import { apiUrl } from '../../src/github/api-url';

it.each([
  [undefined, 'https://api.github.com'],
  ['', 'https://api.github.com'],
  ['https://api.github.com/', 'https://api.github.com'],
  ['https://github.acme.example/api/v3//', 'https://github.acme.example/api/v3'],
])('%s', (GITHUB_API_URL, url) => {
  expect(apiUrl({ GITHUB_API_URL })).toBe(url);
});
