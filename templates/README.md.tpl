# {{TITLE}}

The model `{{MODEL}}` on Amazon SageMaker, and the access that its deployment has in AWS: a role and a policy, as code, kept by [model-deployment-iam](https://github.com/model-deployment-iam/model-deployment-iam).

## Three steps to the first deployment

Take them in this order, and push nothing before the third: a push to `{{BRANCH}}` deploys.

**1. On GitHub: the repository and where it deploys to.** Create the repository, and in its settings {{ENVIRONMENTS}}. Let only the branch `{{BRANCH}}` deploy there, and ask for a reviewer: the roles that may change something in AWS trust jobs that run there, and no others. The deployment warns where nothing protects them. Then say which account it is:

```sh
repository=OWNER/NAME
{{VARIABLES}}
```

**2. In AWS: what must exist once.** That is GitHub's OIDC provider, the bucket for Pulumi's state, the permissions boundary of the model's role, and two roles for the workflows: one that reads, for pull requests, and one that writes, for the environments. Each folder in `bootstrap/` has it for one environment, as a CloudFormation template and as a Pulumi program, which create the same: take one of them. It needs the credentials of an administrator, once.

```sh
# The name with the ids, which GitHub writes into the tokens of a repository that is new, renamed or transferred.
immutable=$(gh api "repos/$repository" --jq '"\(.owner.login)@\(.owner.id)/\(.name)@\(.id)"')
# 1 where it does so already: what was created since 15 July 2026, or has chosen it. With 0 both names are trusted.
created=$(gh api "repos/$repository" --jq .created_at)
only=$(gh api "repos/$repository/actions/oidc/customization/sub" \
  --jq "if .use_immutable_subject or \"$created\" >= \"2026-07-16\" then 1 else 0 end")

{{BOOTSTRAP}}
```

<details><summary>The same with Pulumi</summary>

```sh
{{PULUMI}}
```

</details>

**Before you rename or transfer the repository**: GitHub changes what its tokens say with it, so that no job gets in until step 2 was done again with the new name. If an account has GitHub's OIDC provider already, set `createOidcProvider: false` in `{{PROJENRC}}`, or `createStateBucket: false` if it has the bucket, and run `npx projen` before.

**3. Push, and go on with pull requests.** The push to `{{BRANCH}}` creates the role and the policy, and runs `scripts/deploy-model.sh` with that role. The script asks the endpoint for an answer, so it fails until there is an endpoint: put the deployment of your model in front of that. To change the access, change an option in `{{PROJENRC}}`, run `npx projen` and open a pull request: a comment says what would change, who may assume the role, and what it may and may not do. Where that changes `bootstrap/` as well, run step 2 again before you merge: the role can't do more than its boundary, which only an administrator can change.

## What the workflows do

| Workflow | When | What |
| --- | --- | --- |
| `{{MODEL}}-preview` | on pull requests | shows on the pull request what it would change; changes nothing |
| `{{MODEL}}-deploy` | on a push to `{{BRANCH}}` | makes it so, then runs `scripts/deploy-model.sh` with the role, in one environment after the other |
| `{{MODEL}}-drift` | every day | opens an issue when the access was changed outside of Pulumi, and closes it when it is as it should be |
| `{{MODEL}}-destroy` | by hand | removes the access, for one who types the endpoint's name |

## Which files are yours

Workflows and `bootstrap/` are generated: edit `{{PROJENRC}}` and run `npx projen`, never them. `npx projen upgrade` moves to the newest version. The other files are yours: `models.json`, the registry of the models, `access-tests.yml`, what the role is expected to be allowed and what not ([how](https://github.com/model-deployment-iam/model-deployment-iam/blob/main/docs/access-tests.md)), `scripts/deploy-model.sh`, `.github/CODEOWNERS`, in which you still have to name your team, and the template of pull requests. All options are in [API.md](https://github.com/model-deployment-iam/model-deployment-iam/blob/main/API.md).
