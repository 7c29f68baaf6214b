import type { EngineEvent } from '@pulumi/pulumi/automation';
import { both, diagnostic, failed, started, type Step, urnOf } from './engine-events';
import { recorded } from './recorded-events';
import { ComponentEvents } from '../../src/stack/component-events';
import { EventCollector } from '../../src/stack/events';
import { POLICY_TYPE, ROLE_TYPE } from '../report/samples';

function collected(events: readonly EngineEvent[]) {
  const collector = new ComponentEvents('applied');
  for (const event of events) collector.add(event);
  return collector.result();
}

const made = (name: string, type: string): Step => ({
  op: 'create',
  type,
  name,
  new: { inputs: { name }, outputs: { name } },
});

it('tells of each component what was done for it, and of all what was done in all', () => {
  const { changes, components } = collected([
    ...both(made('churnRole', ROLE_TYPE)),
    ...both(made('fraudRole', ROLE_TYPE)),
    ...both(made('churnPolicy', POLICY_TYPE)),
  ]);
  expect(changes.map(({ resource }) => resource)).toEqual(['churnRole', 'fraudRole', 'churnPolicy']);
  expect([...components].map(([name, own]) => [name, own.changes.map(({ resource }) => resource)])).toEqual([
    ['churn', ['churnRole', 'churnPolicy']],
    ['fraud', ['fraudRole']],
  ]);
  expect(components.get('fraud')!.resources[ROLE_TYPE]!.after).toMatchObject({ name: 'fraudRole' });
});

it('tells each component of its own errors, and of those that are about none', () => {
  const role = made('churnRole', ROLE_TYPE);
  const { components } = collected([
    ...[started(role), failed(role)],
    ...both(made('fraudRole', ROLE_TYPE)),
    {
      ...diagnostic('error', 'It is taken.'),
      diagnosticEvent: { ...diagnostic('error', 'It is taken.').diagnosticEvent!, urn: urnOf(ROLE_TYPE, 'churnRole') },
    },
    diagnostic('error', 'The engine broke down.'),
    ...both(made('lateRole', ROLE_TYPE)),
  ]);
  const errors = new Map([...components].map(([name, own]) => [name, own.errors]));
  expect(errors.get('churn')).toEqual(['It is taken.', 'The engine broke down.']);
  expect(errors.get('fraud')).toEqual(['The engine broke down.']);
  expect(errors.get('late')).toEqual(['The engine broke down.']);
  expect(components.get('churn')!.changes).toMatchObject([{ status: 'failed', error: 'It is taken.' }]);
});

it('says of the only component what a collector for all of them says', () => {
  const events = recorded('up-new');
  const whole = new EventCollector('applied');
  for (const event of events) whole.add(event);
  const { components, ...all } = collected(events);
  expect(all).toEqual(whole.result());
  expect([...components]).toEqual([['modelDeployment', whole.result()]]);
});
