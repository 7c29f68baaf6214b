import { readPatch } from '../../src/github/patch';

test('numbers what is added by the new file, and what is taken away by the old one', () => {
  const patch = '@@ -3,3 +3,3 @@ jobs:\n a\n-b\n+c\n d\n@@ -20 +20,2 @@\n-e\n+f\n+g\n\\ No newline at end of file';
  expect(readPatch(patch).map((hunk) => hunk.map(({ kind, line, text }) => `${kind} ${line} ${text}`))).toEqual([
    ['context 3 a', 'removed 4 b', 'added 4 c', 'context 5 d'],
    ['removed 20 e', 'added 20 f', 'added 21 g'],
  ]);
});

test.each(['', 'nothing of a diff', '+before any hunk'])('has no hunks in %j', (patch) => {
  expect(readPatch(patch).flat()).toEqual([]);
});
