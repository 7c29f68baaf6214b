import { type Check, right, unknown, wrong } from './check';
import type { Protection } from './github-facts';
import type { Looked } from './looked';
import { shellWord } from '../../shared/shell';

interface OnGithub {
  /** `OWNER/NAME`. */
  readonly repository: string;
  readonly environment: string;
  /** The one that deploys. */
  readonly branch: string;
}

/** The role that writes is as safe as the environment whose jobs it trusts. */
export function judgeEnvironment(looked: Looked<Protection>, place: OnGithub): Check[] {
  const { environment, repository, branch } = place;
  const it = `The environment ${environment} of ${repository}`;
  const consequence = 'whoever may push to the repository may deploy by a workflow of their own';
  if (looked.is === 'unseen') {
    return [unknown(`${it} could not be looked at: ${looked.why}`, `gh api ${path(place)}`)];
  }
  if (looked.is === 'absent') {
    return [wrong(`${it} is not there, or this token may not see it.`, protection(place))];
  }
  const { value } = looked;
  switch (value.by) {
    case 'reviewers':
      return [right(`${it} asks for a reviewer.`)];
    case 'nothing':
      return [wrong(`${it} asks for no reviewer and lets every branch deploy: ${consequence}.`, protection(place))];
    case 'patterns': {
      const open = value.patterns.find((pattern) => /^[*?/]+$/.test(pattern));
      return open === undefined
        ? [right(`${it} lets only these deploy: ${value.patterns.join(', ') || 'nobody'}.`)]
        : [
            wrong(
              `${it} asks for no reviewer and has the pattern ${open}, which every branch fits: ${consequence}.`,
              withoutPattern(place, open),
            ),
          ];
    }
    case 'protected-branches':
      return value.isProtected
        ? [right(`${it} lets only protected branches deploy, and ${branch} is one.`)]
        : [
            wrong(
              `${it} lets protected branches deploy, but ${branch} is none: while there is no protected branch, ${consequence}.`,
              protection(place),
            ),
          ];
  }
}

function path({ repository, environment }: OnGithub): string {
  return shellWord(`repos/${repository}/environments/${encodeURIComponent(environment)}`);
}

/** https://docs.github.com/en/rest/deployments/environments#create-or-update-an-environment */
function protection(place: OnGithub): string {
  const body = '{"deployment_branch_policy":{"protected_branches":false,"custom_branch_policies":true}}';
  return `echo '${body}' | gh api --method PUT ${path(place)} --input - && ${addBranch(place)}`;
}

/** https://docs.github.com/en/rest/deployments/branch-policies */
function addBranch(place: OnGithub): string {
  return `gh api --method POST ${path(place)}/deployment-branch-policies -f name=${shellWord(place.branch)}`;
}

function withoutPattern(place: OnGithub, pattern: string): string {
  const policies = `${path(place)}/deployment-branch-policies`;
  const remove = `gh api ${policies} --jq '.branch_policies[] | select(.name == ${JSON.stringify(pattern)}) | .id' | xargs -I ID gh api --method DELETE ${policies}/ID`;
  return `${remove} && ${addBranch(place)}`;
}
