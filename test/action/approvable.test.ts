import { FakePorts, type GivenInputs } from './fake-ports';
import { shownBy } from '../../src/action/approvable';
import { fingerprintOf } from '../../src/action/fingerprint';
import { planOf } from '../../src/action/plan';
import type { Failure } from '../../src/failure';
import type { Report } from '../../src/report/model';
import { readRequest } from '../../src/request/read-request';
import { access, APPROVED, completed, editedAccess, failed, invalidInput, newAccess } from '../report/samples';

const ENGINE: Failure = { reason: 'engine-failure', message: 'm' };
const GATE: Failure = { reason: 'approval-missing', message: 'm' };

function shown(report: Report, inputs: GivenInputs = {}): 'the difference' | 'as before' | 'nothing' {
  const request = readRequest(new FakePorts({ 'require-approval': 'broadening', ...inputs })).request!;
  const plan = planOf(request, '123456789012');
  const shows = shownBy(report, plan, request);
  if (shows === undefined) return 'nothing';
  const of = report.outcome === 'invalid-input' ? undefined : report.access;
  return of && shows === fingerprintOf(plan, request, of) ? 'the difference' : (shows.replace('-', ' ') as 'as before');
}

it.each<[string, Report, ReturnType<typeof shown>]>([
  ['a preview', completed('preview', newAccess()), 'the difference'],
  ['a preview without changes', completed('preview', access()), 'nothing'],
  [
    'a preview of which the start is not known',
    completed('preview', { ...newAccess(), assessment: undefined }),
    'nothing',
  ],
  ['a preview that a gate stopped', failed('preview', GATE, newAccess()), 'the difference'],
  ['a preview that failed half way', failed('preview', ENGINE, newAccess()), 'as before'],
  ['a preview that failed before anything was known', failed('preview', ENGINE), 'as before'],
  ['up that a gate stopped', failed('up', GATE, newAccess()), 'the difference'],
  ['up that has made its change', completed('up', newAccess()), 'nothing'],
  [
    'up that failed half way, for what was approved',
    failed('up', ENGINE, { ...newAccess(), approval: APPROVED }),
    'as before',
  ],
  ['up that failed half way', failed('up', ENGINE, editedAccess()), 'as before'],
  ['drift', completed('drift', editedAccess()), 'nothing'],
  ['drift that failed', failed('drift', ENGINE), 'nothing'],
  ['destroy', completed('destroy', newAccess()), 'nothing'],
  ['invalid inputs', invalidInput(), 'nothing'],
])('what the comment shows, to be approved: %s', (_, report, expected) => {
  expect(shown(report)).toBe(expected);
});

it.each<Report>([completed('preview', newAccess()), failed('preview', ENGINE)])(
  'is nothing where no approval is asked for',
  (report) => {
    expect(shown(report, { 'require-approval': 'never' })).toBe('nothing');
  },
);
