import { execFileSync } from 'node:child_process';
import { shellOption, shellWord } from '../../src/shared/shell';

it.each(['s3://state/models', 'file:///tmp/it is', "it's", '$HOME', 'a;b', '`id`', '"', '', '~'])(
  'stays one word in a shell: %j',
  (text) => {
    expect(execFileSync('sh', ['-c', `printf %s ${shellWord(text)}`], { encoding: 'utf8' })).toBe(text);
  },
);

it('is left as it is where nothing in it means anything to a shell', () => {
  expect(shellWord('s3://my-state/a_b.json')).toBe('s3://my-state/a_b.json');
});

it.each([
  ['arn:aws:iam::123456789012:policy/team/x', '--name arn:aws:iam::123456789012:policy/team/x'],
  ['arn:aws:iam::123456789012:policy/$(id)/x', "--name 'arn:aws:iam::123456789012:policy/$(id)/x'"],
  ['--debug', '--name=--debug'],
])('is the value of an option, and no option itself: %j', (value, expected) => {
  expect(shellOption('name', value)).toBe(expected);
});
