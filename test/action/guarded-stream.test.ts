import { guardStream } from '../../src/action/guarded-stream';
import { redactor } from '../../src/report/redact';

function guarded() {
  const write = jest.fn(() => true);
  const stream = { write };
  guardStream(stream as never, redactor(['hush-hush']));
  return { stream: stream as unknown as NodeJS.WriteStream, write };
}

it('takes secrets out of what is printed, as text and as bytes', () => {
  const { stream, write } = guarded();
  expect(stream.write('a hush-hush\n')).toBe(true);
  stream.write(Buffer.from('a hush-hush\n'));
  expect(write.mock.calls).toEqual([['a ***\n'], ['a ***\n']]);
});

it('leaves all else as it is, with what is to be done then', () => {
  const { stream, write } = guarded();
  const done = () => undefined;
  const bytes = Buffer.from([0xff, 0x00]);
  stream.write('a', 'utf8', done);
  stream.write(bytes, done);
  expect(write.mock.calls).toEqual([
    ['a', 'utf8', done],
    [bytes, done],
  ]);
});
