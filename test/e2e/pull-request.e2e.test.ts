import { exampleComment } from '../../projenrc/readme/example-comment';
import { placeInSandbox } from '../../sandbox/demo/place';
import { pullRequestStory, type Story } from '../../sandbox/demo/story';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';

describe('the life of a pull request, through the packaged Action and act', () => {
  let sandbox: Sandbox;
  let story: Story;
  const comments: (string | undefined)[] = [];

  beforeAll(async () => {
    sandbox = await startSandbox();
    story = await pullRequestStory(placeInSandbox(sandbox));
  });
  afterAll(() => sandbox.stop());

  // Each step goes on from the one before.
  it.each(['preview', 'edit', 'up', 'proof', 'more', 'drift', 'destroy'])(
    'holds what the demo claims: %s',
    async (name) => {
      const { checks } = await story.chapters.find((chapter) => chapter.name === name)!.play();

      comments.push(story.comments()[0]?.body);

      expect(checks.length).toBeGreaterThan(0);
      expect(checks.filter(({ holds }) => !holds)).toEqual([]);
    },
  );

  it('begins with the comment that the README shows', () => {
    const [, comment] = comments[0]!.split(/^<!--.*-->\n/);
    const { url } = sandbox.github;

    expect(
      comment
        ?.trim()
        .replaceAll(url, 'https://github.com')
        .replace(/commit `\w+`/, 'commit `c0ffee0`'),
    ).toBe(exampleComment());
  });

  it('has no other steps', () => {
    expect(story.chapters).toHaveLength(7);
  });

  it("never departs from GitHub's description of its API", () => {
    expect(sandbox.github.violations).toEqual([]);
  });
});
