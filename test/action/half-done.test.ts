import { halfDoneNote } from '../../src/action/half-done';
import { access, accessBetween, allow, change, newAccess, POLICY_TYPE } from '../report/samples';

const WIDER = accessBetween([allow('s3:GetObject', '*')], [allow('s3:*', '*')]);
const done = [change(POLICY_TYPE, 'update', { status: 'done' })];

it('says how to go back where a part is in force that allows more', () => {
  expect(halfDoneNote({ ...WIDER, changes: done })).toContain('revert the commit');
  expect(halfDoneNote(newAccess(['done', 'failed', 'not-reached']))).toContain('run destroy');
});

it.each([
  ['nothing was done', { ...WIDER, changes: [change(POLICY_TYPE, 'update', { status: 'failed' })] }],
  ['nothing more is possible', access({ changes: done })],
] as const)('says nothing where %s', (_, of) => {
  expect(halfDoneNote(of)).toBeUndefined();
});
