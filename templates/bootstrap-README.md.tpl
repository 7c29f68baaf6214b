<!-- {{MARKER}} -->

# Before the first deployment

{{INTRODUCTION}} This page follows the options in `{{PROJENRC}}`: where a pull request changes it, what it says has to be done again. Take the steps in this order, in one shell, and push nothing to {{BRANCH}} before the last one.

```sh
repository=OWNER/NAME # where there is none yet: gh repo create "$repository" --private
```

## 1. On GitHub: where jobs deploy

{{ENVIRONMENTS}} The roles that may change something in AWS trust the jobs that run there, and no others, so this decides who may. Only the branch {{BRANCH}} may deploy there, and `LOGIN` is asked each time (a team is `[{type: "Team", id: .id}]` of `gh api orgs/ORG/teams/TEAM`). In a private repository, reviewers take GitHub Enterprise, and environments at least GitHub Pro or Team: `reviewers='[]'` asks nobody. These rules take the place of those that an environment of that name has already.

```sh
reviewers=$(gh api users/LOGIN --jq '[{type: "User", id: .id}]')

{{PROTECTION}}
```
{{SETTINGS}}
## 2. In AWS: what must exist once

{{AWS}}
## 3. Push

{{PUSH}}

## What the workflows do

| Workflow | When | What |
| --- | --- | --- |
{{WORKFLOWS}}
