import { grants, isUsed, withoutGrant } from './permission-grants';
import { LEFTOVERS, type Situation, STORY } from './permission-situations';
import { type Played, type Stage, startStage } from './permission-stage';
import { type ActionCommand, actionPolicyDocument } from '../../src/iam/generate/action-permissions';

let stage: Stage;
/** What each situation of the story came to with all that the README lists. */
const story: { situation: Situation; played: Played }[] = [];

beforeAll(async () => {
  stage = await startStage();
  for (const situation of STORY) {
    await stage.arrange(situation);
    story.push({ situation, played: await stage.play(situation, stage.documented(situation.command, situation)) });
  }
});
afterAll(() => stage?.stop());

/** The same as the stage's, but known before it is there. */
const SCOPE = { partition: 'aws', account: '123456789012', path: '/', name: 'NAME', stateBucket: 'STATE' } as const;
const COMMANDS: readonly ActionCommand[] = ['preview', 'drift', 'up', 'destroy'];
const ENTRIES = COMMANDS.flatMap((command) =>
  grants(actionPolicyDocument(SCOPE, [command])).map(({ action, resources }, index) => ({
    command,
    index,
    action,
    entry: `${action} on ${resources.join(' and ')}`,
  })),
);

/** What a run can fail for because of a permission that it lacks. A lock that can't be deleted is in the way of its own run. */
const FAILURES = ['permission-denied', 'backend', 'stack-locked'];

describe('without one of the permissions that docs/aws-permissions.md lists', () => {
  it.each(ENTRIES)('$command fails or says so, in some situation: $entry', expectDifference);
});

async function expectDifference({ command, index }: (typeof ENTRIES)[number]): Promise<void> {
  const documented = stage.documented(command);
  const grant = grants(documented)[index]!;
  const situations = story.filter(
    ({ situation: { command: its, isBounded }, played: { decisions } }) =>
      its === command && !isBounded && isUsed(grant, documented, decisions),
  );
  const outcomes: string[] = [];
  // The later ones have more to lose.
  for (const { situation } of situations.reverse()) {
    await stage.arrange(situation);
    const played = await stage.play(situation, withoutGrant(documented, grant));
    const isSaid = played.summary.includes(grant.action);
    outcomes.push(isSaid ? 'said' : played.outputs['failure-reason'] || 'nothing');
    if (['said', ...FAILURES].includes(outcomes.at(-1)!)) return;
  }
  throw new Error(`It made no difference that is told: ${outcomes.join(', ')}`);
}

describe('the permissions that docs/aws-permissions.md lists', () => {
  it.each(LEFTOVERS)('are enough for $name', async (situation) => {
    await stage.arrange(situation);
    const played = await stage.play(situation, stage.documented(situation.command));
    expect(played.decisions.filter(({ allowed }) => !allowed)).toEqual([]);
    expect([played.outputs['failure-reason'], played.exitCode]).toEqual(['', 0]);
  });
});
