import { EMULATOR_PYTHON } from './aws/python';
import { BRIDGE_PROVIDER } from './bridge-provider/build';
import type { Build } from './build';
import { goToolBuild } from './go-tools';

/** What the workflow runner needs; the AWS CLI is in that Python. */
export const RUNNER: readonly Build[] = [goToolBuild('act'), goToolBuild('jq'), EMULATOR_PYTHON];

/** What `startSandbox` and its workflow runner need: the longest first, so that the others fill what it leaves idle. */
export const SANDBOX: readonly Build[] = [goToolBuild('pulumi'), BRIDGE_PROVIDER, ...RUNNER];

/** What the tests need besides. */
export const TESTS: readonly Build[] = [
  ...SANDBOX,
  ...(['pulumi-yaml', 'actionlint', 'hcl2json'] as const).map(goToolBuild),
];
