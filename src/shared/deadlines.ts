/** How long is waited at most for what may never come, in seconds. */
const SECONDS = {
  /** For the engine on PATH to tell its version. */
  'engine-version': 60,
  /**
   * For the engine to take up a resource or be done with one. The provider tries a throttled request for two minutes, and
   * waits two minutes for what has to reach all of AWS; one step can do both, and the second of them twice.
   */
  'engine-silence': 600,
  /** For a process of the engine that tells of no resources, such as one that installs a plugin of 170 MB. */
  'engine-process': 600,
  /** For the engine to end what is in flight, once it is asked to. */
  'engine-stop': 120,
  /** For the engine to end without that; then it is killed. */
  'engine-kill': 15,
  /** For one download of a release. */
  download: 600,
  /** For AWS to answer one request, the end of the answer included. It is asked three times. */
  'aws-request': 20,
  /** For AWS to answer all that `verify` asks, what is asked again included. */
  verify: 60,
  /** For AWS to tell whose the credentials are, and for whatever makes them, such as a program of the profile. */
  'aws-credentials': 120,
  /** For GitHub to answer one request, the end of the answer included. */
  'github-request': 20,
  /** For one request to GitHub with all that is tried again, and for as long as GitHub tells to wait (a minute, mostly). */
  'github-retries': 120,
  /** For a comment with everything that is read and written for it. */
  comment: 180,
} as const;

export type Deadline = keyof typeof SECONDS;

/**
 * For tests only: other seconds for some of the deadlines, such as `engine-silence=3 engine-stop=1`. What waits for minutes in
 * a workflow then shows in seconds what it does.
 */
const OVERRIDES = 'MODEL_DEPLOYMENT_IAM_DEADLINES';

/** @returns milliseconds */
export function deadline(name: Deadline): number {
  const given = new RegExp(`(?:^|\\s)${name}=([\\d.]+)`).exec(process.env[OVERRIDES] ?? '')?.[1];
  return Number(given ?? SECONDS[name]) * 1000;
}
