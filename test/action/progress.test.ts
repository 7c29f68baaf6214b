import { Progress } from '../../src/action/progress';
import { change, POLICY_TYPE, ROLE_TYPE } from '../report/samples';

it('knows what was begun and is not done', () => {
  const progress = new Progress();
  progress.note({ ...change(POLICY_TYPE, 'create'), status: 'not-reached' });
  progress.note({ ...change(ROLE_TYPE, 'update'), status: 'not-reached' });
  progress.note({ ...change(POLICY_TYPE, 'create'), status: 'done' });
  expect(progress.inFlight()).toEqual([expect.stringMatching(`^update ${ROLE_TYPE} `)]);
  progress.note({ ...change(ROLE_TYPE, 'update'), status: 'failed' });
  expect(progress.inFlight()).toEqual([]);
});
