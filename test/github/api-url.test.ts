import { apiUrl, isGithubCom } from '../../src/github/api-url';

it.each([
  [undefined, 'https://api.github.com', true],
  ['', 'https://api.github.com', true],
  ['https://api.github.com/', 'https://api.github.com', true],
  ['https://api.acme.ghe.com', 'https://api.acme.ghe.com', false],
  ['https://github.acme.example/api/v3//', 'https://github.acme.example/api/v3', false],
  ['https://api.github.com.evil.example', 'https://api.github.com.evil.example', false],
])('%s', (GITHUB_API_URL, url, isCom) => {
  expect(apiUrl({ GITHUB_API_URL })).toBe(url);
  expect(isGithubCom({ GITHUB_API_URL })).toBe(isCom);
});
