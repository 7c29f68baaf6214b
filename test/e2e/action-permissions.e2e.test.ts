import { NOT_JUDGED, unusedGrants } from './permission-grants';
import { STORY } from './permission-situations';
import { type Played, type Stage, startStage } from './permission-stage';
import { ACTION_PERMISSIONS, type ActionCommand } from '../../src/iam/generate/action-permissions';

let stage: Stage;
const runs = new Map<ActionCommand, Played[]>();

beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage?.stop());

describe('the permissions that the README lists', () => {
  it.each(STORY)('are enough for $command: $name', async (situation) => {
    const { command, isBounded, isRefused } = situation;
    await stage.arrange(situation);
    const played = await stage.play(situation, stage.documented(command, { isBounded }));
    runs.set(command, [...(runs.get(command) ?? []), played]);

    expect(deniedActions(played)).toEqual([]);
    expect([played.outputs['failure-reason'], played.exitCode]).toEqual(isRefused ? ['in-use', 1] : ['', 0]);
  });

  it.each(['preview', 'drift', 'up', 'destroy'] as const)('are all used by %s', (command) => {
    const decisions = runs.get(command)!.flatMap((played) => played.decisions);
    expect(unusedGrants(stage.documented(command), decisions)).toEqual([]);
  });

  it('are all judged here, but those of services that the sandbox does not have', () => {
    const others = ACTION_PERMISSIONS.flatMap(({ actions }) => actions).filter((action) => !/^(iam|s3):/.test(action));
    expect(others.sort()).toEqual(Object.keys(NOT_JUDGED).sort());
  });
});

function deniedActions({ decisions }: Played): string[] {
  return [...new Set(decisions.filter(({ allowed }) => !allowed).map(({ action }) => action))];
}
