import { pullRequestStory, type Story } from '../../sandbox/demo/story';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';

describe('the life of a pull request, through the packaged Action and act', () => {
  let sandbox: Sandbox;
  let story: Story;

  beforeAll(async () => {
    sandbox = await startSandbox();
    story = await pullRequestStory(sandbox);
  });
  afterAll(() => sandbox.stop());

  // Each step goes on from the one before.
  it.each(['preview', 'edit', 'up', 'proof', 'drift', 'destroy'])('holds what the demo claims: %s', async (name) => {
    const { checks } = await story.chapters.find((chapter) => chapter.name === name)!.play();

    expect(checks.length).toBeGreaterThan(0);
    expect(checks.filter(({ holds }) => !holds)).toEqual([]);
  });

  it('has no other steps', () => {
    expect(story.chapters).toHaveLength(6);
  });

  it("never departs from GitHub's description of its API", () => {
    expect(sandbox.github.violations).toEqual([]);
  });
});
