import type { PullRequestApi } from './api';
import { httpStatus } from './http-status';

/** @returns the label's name as the pull request has it; `undefined` if it does not */
export async function findLabel(api: PullRequestApi, pullRequest: number, label: string): Promise<string | undefined> {
  return (await api.labels(pullRequest)).find((name) => isSameLabel(name, label));
}

/** GitHub does not tell cases of labels apart. */
export function isSameLabel(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Takes a label off, if it is there. */
export async function takeOffLabel(api: PullRequestApi, pullRequest: number, label: string): Promise<void> {
  const name = await findLabel(api, pullRequest, label);
  if (name === undefined) return;
  try {
    await api.removeLabel(pullRequest, name);
  } catch (error) {
    // Somebody else was faster.
    if (httpStatus(error) !== 404) throw error;
  }
}
