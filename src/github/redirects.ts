/** As far as it is used here. */
export type Fetch = (url: string, options: object) => Promise<Response>;

const MAX_HOPS = 3;

/**
 * Repeats a request word for word where GitHub says that something has moved. By itself `fetch` makes a GET of a POST then: the
 * list of comments that it gets would be taken for the comment that was created. The token goes to no other host.
 *
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects
 *
 * @param fetch does not follow by itself
 */
export function followingRedirects(fetch: Fetch): Fetch {
  return async (first, options) => {
    let url = first;
    for (let hop = 0; ; hop++) {
      const response = await fetch(url, options);
      const location = [301, 302, 307, 308].includes(response.status) && response.headers.get('location');
      if (!location) return response;
      const next = new URL(location, url);
      if (next.origin !== new URL(url).origin || hop === MAX_HOPS) {
        throw new Error(`GitHub's API has moved to ${next.origin}, which is not followed: look at GITHUB_API_URL`);
      }
      url = next.href;
    }
  };
}
