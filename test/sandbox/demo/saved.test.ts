import { savedFiles } from '../../../sandbox/demo/saved';
import type { Comment } from '../../../sandbox/github/repository';

const COMMENT = { id: 1, issue: 1, author: 'bot', body: 'a', updatedAt: '1' } as unknown as Comment;
const WORKFLOW = { log: 'log', summary: 'summary' } as never;

it('has what the step wrote', () => {
  expect(savedFiles({ workflow: WORKFLOW }, [], [COMMENT])).toEqual({
    log: 'log',
    'summary.md': 'summary',
    'comment.md': 'a',
  });
});

it('has a comment that the step edited, and one that it wrote anew in the same words', () => {
  const edited = { ...COMMENT, body: 'b' };
  expect(savedFiles({ workflow: WORKFLOW }, [COMMENT], [edited])['comment.md']).toBe('b');
  expect(savedFiles({ workflow: WORKFLOW }, [COMMENT], [{ ...COMMENT, updatedAt: '2' }])['comment.md']).toBe('a');
});

it('has nothing of an earlier step', () => {
  expect(savedFiles({ workflow: WORKFLOW }, [COMMENT], [COMMENT])).not.toHaveProperty('comment.md');
  expect(savedFiles({}, [COMMENT], [COMMENT])).toEqual({});
});

it('has no empty files', () => {
  expect(savedFiles({ workflow: { log: 'log', summary: '' } as never }, [], [])).toEqual({ log: 'log' });
});
