import { NOT_JUDGED, unusedGrants } from './permission-grants';
import { scopeOf, STORY } from './permission-situations';
import { type Played, type Stage, startStage } from './permission-stage';
import { ACTION_PERMISSIONS, type ActionCommand } from '../../src/iam/generate/action-permissions';
import { deployNeeds } from '../../src/iam/verify/deploy-needs';

/** What the Action looks at besides, where it may: who needs it, and what others have put there. */
const DENIABLE = ['sts:GetCallerIdentity', 'iam:ListInstanceProfilesForRole'];

let stage: Stage;
const runs = new Map<ActionCommand, Played[]>();

beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage?.stop());

describe('the permissions that docs/aws-permissions.md lists', () => {
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
    const all = new Set(ACTION_PERMISSIONS.flatMap(({ actions }) => actions));
    const others = [...all].filter((action) => !/^(iam:(?!Simulate)|s3:)/.test(action));
    expect(others.sort()).toEqual(Object.keys(NOT_JUDGED).sort());
  });

  it('have in them, of what up is said to need for its changes, all that it asked for', () => {
    const missing = runs.get('up')!.flatMap(({ outputs, decisions, exitCode }) => {
      if (exitCode !== 0) return [];
      const changes = JSON.parse(outputs.changes!);
      const scope = scopeOf(
        stage.sandbox.aws.accountId,
        { stateBucket: 'permissions-state', stateFolder: 'prod/churn/' },
        {},
      );
      const needs = deployNeeds({ changes, isTagging: false, tags: { reviewed: '' }, scope });
      const needed = new Set(needs.map(({ action }) => action));
      return decisions.map(({ action }) => action).filter((action) => ![...needed, ...DENIABLE].includes(action));
    });
    expect([...new Set(missing)]).toEqual([]);
  });
});

function deniedActions({ decisions }: Played): string[] {
  return [...new Set(decisions.filter(({ allowed }) => !allowed).map(({ action }) => action))];
}
