import { FakeApi } from './fake-api';
import type { Comment } from '../../src/github/api';
import { renderMarker } from '../../src/github/marker';
import { upsertComment } from '../../src/github/sticky-comment';

const BOT = 'github-actions[bot]';
const key = { stack: 'dev', backend: 's3://state' };
const body = bodyOf('new');

function bodyOf(text: string, stack = key.stack): string {
  return `${renderMarker({ ...key, stack })}\n${text}`;
}

let api: FakeApi;
const upsert = (when: 'always' | 'only-existing' = 'always') =>
  upsertComment(api, { pullRequest: 7, key, body, when, pause: 0 });

beforeEach(() => {
  api = new FakeApi();
});

describe('where there is no comment yet', () => {
  it('creates it', async () => {
    expect(await upsert()).toMatchObject({ action: 'created', url: api.comments[0].url });
    expect(api.comments).toEqual([expect.objectContaining({ author: BOT, body })]);
  });

  it('leaves it at that, if only an existing one is wanted', async () => {
    expect(await upsert('only-existing')).toMatchObject({ action: 'none' });
    expect(api.calls).toEqual([]);
  });
});

describe('where GitHub does not answer when it is to create it', () => {
  const LOST = Object.assign(new Error('other side closed'), { status: 500 });

  /** @param losses how often there is no answer. @param meanwhile what GitHub does all the same, the first time */
  function loseAnswers(losses: number, meanwhile: (created: string) => void) {
    const create = api.createComment.bind(api);
    let asked = 0;
    api.createComment = async (pullRequest, text) => {
      if (asked++ === 0) meanwhile(text);
      if (asked <= losses) throw LOST;
      return create(pullRequest, text);
    };
    return () => asked;
  }

  it('takes the one that GitHub has created all the same', async () => {
    const asked = loseAnswers(1, (text) => void api.add(BOT, text));
    expect(await upsert()).toMatchObject({ action: 'created', url: api.comments[0].url });
    expect([asked(), api.comments.length]).toEqual([1, 1]);
  });

  it('edits the one that another run has created', async () => {
    loseAnswers(1, () => void api.add(BOT, bodyOf('of another run')));
    expect(await upsert()).toMatchObject({ action: 'created' });
    expect(api.comments).toEqual([expect.objectContaining({ body })]);
  });

  it('creates it again where GitHub has not, and gives up after three times', async () => {
    const asked = loseAnswers(2, () => undefined);
    expect(await upsert()).toMatchObject({ action: 'created' });
    expect([asked(), api.comments.length]).toEqual([3, 1]);
    api.comments = [];
    const again = loseAnswers(3, () => undefined);
    await expect(upsert()).rejects.toBe(LOST);
    expect(again()).toBe(3);
  });

  it('does not try again where GitHub refuses', async () => {
    const refused = Object.assign(new Error('Body is too long'), { status: 422 });
    api.createComment = jest.fn().mockRejectedValue(refused);
    await expect(upsert()).rejects.toBe(refused);
    expect(api.createComment).toHaveBeenCalledTimes(1);
  });
});

describe('where the comment exists', () => {
  it.each(['always', 'only-existing'] as const)('edits it (%s)', async (when) => {
    const old = api.add(BOT, bodyOf('old'));
    expect(await upsert(when)).toMatchObject({ action: 'updated', url: old.url });
    expect(api.calls).toEqual([`update ${old.id}`]);
    expect(api.comments).toEqual([{ ...old, body, updatedAt: expect.any(String) }]);
  });

  it('does not touch it if nothing changed', async () => {
    const old = api.add(BOT, body);
    expect(await upsert()).toMatchObject({ action: 'unchanged', url: old.url });
    expect(api.calls).toEqual([]);
  });

  it('finds it on a later page', async () => {
    for (let i = 0; i < 5; i++) api.add('octocat', 'Looks good to me');
    const old = api.add(BOT, bodyOf('old'));
    expect(await upsert()).toMatchObject({ action: 'updated', url: old.url });
  });

  it('creates it anew if someone deletes it in the meantime', async () => {
    const old = api.add(BOT, bodyOf('old'));
    api.updateComment = async () => {
      throw Object.assign(new Error('Not Found'), { status: 404 });
    };
    expect(await upsert()).toMatchObject({ action: 'created', url: api.comments.at(-1)?.url });
    expect(api.comments.at(-1)).toMatchObject({ body, author: BOT });
    expect(api.comments.at(-1)?.id).not.toBe(old.id);
  });
});

describe('where the comments were seen some time ago', () => {
  const upsertSeen = (seen: readonly Comment[], when: 'always' | 'only-existing' = 'always') =>
    upsertComment(api, { pullRequest: 7, key, body, when, seen });

  it('edits the one that has to be edited, without looking for it again', async () => {
    const old = api.add(BOT, bodyOf('old'));
    const list = jest.spyOn(api, 'listComments');
    expect(await upsertSeen([api.add(BOT, bodyOf('other', 'dev2')), old])).toMatchObject({
      action: 'updated',
      url: old.url,
    });
    expect(list).not.toHaveBeenCalled();
  });

  it.each(['always', 'only-existing'] as const)('finds one that has come since (%s)', async (when) => {
    const since = api.add(BOT, bodyOf('since'));
    expect(await upsertSeen([], when)).toMatchObject({ action: 'updated', url: since.url });
    expect(api.calls).toEqual([`update ${since.id}`]);
  });

  it('edits one that said the same then, and has been changed since', async () => {
    const old = api.add(BOT, bodyOf('since'));
    expect(await upsertSeen([{ ...old, body }])).toMatchObject({ action: 'updated', url: old.url });
    expect(api.comments).toEqual([{ ...old, body, updatedAt: expect.any(String) }]);
  });

  it('looks again where that one is gone, and creates none if another one is there', async () => {
    const gone = { id: 99, author: BOT, body: bodyOf('old'), url: 'https://gone', updatedAt: api.now() };
    const since = api.add(BOT, bodyOf('since'));
    expect(await upsertSeen([gone])).toMatchObject({ action: 'updated', url: since.url });
    api.comments = [];
    expect(await upsertSeen([gone])).toMatchObject({ action: 'created' });
    expect(api.comments).toHaveLength(1);
  });
});

describe('duplicates', () => {
  it('are deleted, the oldest stays', async () => {
    const [oldest, second, other, third] = [bodyOf('1'), bodyOf('2'), bodyOf('3', 'dev2'), body].map((text) =>
      api.add(BOT, text),
    );
    expect(await upsert()).toMatchObject({ action: 'updated', url: oldest.url });
    expect(api.calls).toEqual([`update ${oldest.id}`, `delete ${second.id}`, `delete ${third.id}`]);
    expect(api.comments.map(({ id }) => id)).toEqual([oldest.id, other.id]);
  });

  it('may be gone already', async () => {
    api.add(BOT, body);
    api.add(BOT, body);
    api.deleteComment = async () => {
      throw Object.assign(new Error('Not Found'), { status: 404 });
    };
    expect(await upsert()).toMatchObject({ action: 'unchanged' });
  });
});

describe('a comment that looks like it stays as it is', () => {
  it.each<[string, string | undefined, string]>([
    ['of someone else', 'mallory', bodyOf('old')],
    ['of a deleted account', undefined, bodyOf('old')],
    ['of a person with the name of the app', 'github-actions', bodyOf('old')],
    ['of another app', 'other[bot]', bodyOf('old')],
    ['for a stack with a longer name', BOT, bodyOf('old', 'dev2')],
    ['that quotes the marker', BOT, `> ${bodyOf('old')}`],
  ])('%s', async (_, author, text) => {
    const other: Comment = api.add(author, text);
    expect(await upsert()).toMatchObject({ action: 'created' });
    expect(api.comments[0]).toEqual(other);
  });
});

describe('the own login', () => {
  it.each([
    ['github-actions[bot]', 'github-actions[bot]'],
    ['github-actions', 'github-actions[bot]'],
    ['Octocat', 'octocat'],
  ])('%s is the author %s', async (viewer, author) => {
    api.viewer = viewer;
    api.add(author, bodyOf('old'));
    expect(await upsert()).toMatchObject({ action: 'updated' });
  });
});

it('refuses a body that the next run would not find', async () => {
  const unmarked = upsertComment(api, { pullRequest: 7, key, body: 'no marker', when: 'always' });
  await expect(unmarked).rejects.toThrow('does not start with its marker');
  expect(api.calls).toEqual([]);
});

it.each(['createComment', 'updateComment', 'deleteComment', 'viewerLogin'] as const)(
  'passes on an error of %s',
  async (method) => {
    if (method !== 'createComment') [bodyOf('old'), body].forEach((text) => api.add(BOT, text));
    const failure = Object.assign(new Error('Server Error'), { status: 500 });
    Object.assign(api, { [method]: () => Promise.reject(failure) });
    await expect(upsert()).rejects.toBe(failure);
  },
);
