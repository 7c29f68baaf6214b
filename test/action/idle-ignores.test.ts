import { FakePorts, type GivenInputs } from './fake-ports';
import { withIdleIgnores } from '../../src/action/idle-ignores';
import type { RoleReport } from '../../src/report/model';
import { readRequest } from '../../src/request/read-request';
import { newAccess } from '../report/samples';

const LINES = [
  'trust-and-permissions-differ = known',
  'pass-any-role = x',
  'PASS_ROLE = x',
  'policy-of-others@by-hand = x',
].join('\n');

interface Situation {
  readonly inputs?: GivenInputs;
  readonly of?: RoleReport;
  readonly notes?: readonly string[];
  readonly unseen?: readonly string[];
}

function idle({ inputs, of = newAccess(), notes = [], unseen = [] }: Situation): readonly string[] | undefined {
  const given = { 'ignore-findings': LINES, 'access-analyzer': 'true', ...inputs };
  const { request } = readRequest(new FakePorts(given));
  const inIam = { isThere: true, hasOwnPolicy: true, foreignPolicies: [], unseen };
  return withIdleIgnores(of, request!, { inIam, analysis: { findings: [], notes } }).idleIgnores;
}

it.each<[string, Situation, readonly string[] | undefined]>([
  ['all that let nothing pass', {}, ['pass-any-role', 'PASS_ROLE', 'policy-of-others@by-hand']],
  ['the same for up', { inputs: { command: 'up' } }, ['pass-any-role', 'PASS_ROLE', 'policy-of-others@by-hand']],
  ['none of AWS, where that gave no full answer', { notes: ['No.'] }, ['pass-any-role', 'policy-of-others@by-hand']],
  ['none of policies of others, where not all was seen', { unseen: ['No.'] }, ['pass-any-role', 'PASS_ROLE']],
  ['none where all of them let something pass', { inputs: { 'ignore-findings': LINES.split('\n')[0] } }, undefined],
  ['none where nothing was assessed', { of: { ...newAccess(), assessment: undefined } }, undefined],
  ['none where findings stop nothing', { inputs: { command: 'drift' } }, undefined],
])('names %s', (_, situation, expected) => {
  expect(idle(situation)).toEqual(expected);
});
