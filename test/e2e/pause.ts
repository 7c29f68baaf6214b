import { existsSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ActionOptions, type ActionRun, runAction } from '../../sandbox/action';
import { goTool } from '../../sandbox/go-tools';
import type { Sandbox } from '../../sandbox/sandbox';

/** The real engine, which waits before it begins an `up` until it is told to go on. */
const ENGINE = `#!/bin/sh
case "$1" in
  up) touch "$PAUSE/reached"; while [ ! -e "$PAUSE/go" ]; do sleep 0.05; done ;;
esac
exec "$REAL_PULUMI" "$@"
`;

/** Runs the Action, and does something after the preview of its `up`, before the engine begins with that. */
export async function runWithPause(
  sandbox: Sandbox,
  options: ActionOptions,
  meanwhile: () => Promise<unknown>,
): Promise<ActionRun> {
  const folder = await mkdtemp(join(sandbox.folder, 'pause-'));
  await writeFile(join(folder, 'pulumi'), ENGINE, { mode: 0o755 });
  const running = runAction(sandbox, {
    ...options,
    environment: {
      PATH: [folder, sandbox.environment.PATH].join(delimiter),
      REAL_PULUMI: join(await goTool('pulumi'), 'pulumi'),
      PAUSE: folder,
      ...options.environment,
    },
  });
  let hasEnded = false;
  const ended = running.finally(() => (hasEnded = true));
  while (!existsSync(join(folder, 'reached')) && !hasEnded) await sleep(50);
  try {
    await meanwhile();
  } finally {
    await writeFile(join(folder, 'go'), '');
  }
  return ended;
}
