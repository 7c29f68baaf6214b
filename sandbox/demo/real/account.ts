/** An account of AWS in which the story may play, and nothing else is. */
export interface RealAccount {
  /** Twelve digits. */
  readonly accountId: string;
  readonly region: string;
  /** The role of the job, see `account-template.ts`. */
  readonly roleArn: string;
  readonly stateBucket: string;
  /** What all names of this run begin with. */
  readonly run: string;
}

/** What the names of every run begin with: the role of the job may touch no others. */
export const RUNS = 'mdi-real-';

/** The variables of the repository, and what each has to be. */
const VARIABLES = {
  REAL_AWS_ACCOUNT_ID: { form: /^\d{12}$/, expected: 'the twelve digits of an account' },
  REAL_AWS_REGION: { form: /^[a-z]{2}-[a-z]+-\d$/, expected: 'a region such as us-west-2' },
  REAL_AWS_ROLE_ARN: { form: /^arn:aws:iam::\d{12}:role\/\S+$/, expected: 'the ARN of a role' },
  REAL_STATE_BUCKET: { form: /^[a-z0-9][a-z0-9.-]{2,62}$/, expected: 'the name of a bucket' },
} as const;

/** @throws Error that names every variable which is missing or has another form */
export function readRealAccount(environment: NodeJS.ProcessEnv): RealAccount {
  const problems = Object.entries(VARIABLES).flatMap(([name, { form, expected }]) => {
    const value = environment[name] ?? '';
    return form.test(value) ? [] : [`${name}: expected ${expected}, but got "${value}"`];
  });
  if (problems.length > 0) throw new Error(`The story can't play in an account:\n${problems.join('\n')}`);
  const { GITHUB_RUN_ID: id = '0', GITHUB_RUN_ATTEMPT: attempt = '1' } = environment;
  return {
    accountId: environment.REAL_AWS_ACCOUNT_ID!,
    region: environment.REAL_AWS_REGION!,
    roleArn: environment.REAL_AWS_ROLE_ARN!,
    stateBucket: environment.REAL_STATE_BUCKET!,
    run: `${RUNS}${id}-${attempt}`,
  };
}

/** The buckets of a run: the one with the model's artifacts, and one that is none of its. */
export function bucketsOf(run: string): { readonly models: string; readonly others: string } {
  return { models: `${run}-models`, others: `${run}-others` };
}
