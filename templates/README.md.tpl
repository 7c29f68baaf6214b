# {{TITLE}}

The model `{{MODEL}}` on Amazon SageMaker, and the access that its deployment has in AWS: a role and a policy, as code, kept by [model-deployment-iam](https://github.com/model-deployment-iam/model-deployment-iam).

## Three steps to the first deployment

**1. Create what must exist once in AWS.** `bootstrap/` has a CloudFormation template for each environment: GitHub's OIDC provider, the bucket for Pulumi's state, and the two roles of the workflows, with exactly the permissions that they need. Run it with the credentials of an administrator, and put your repository's name in place of `OWNER/NAME`:

```sh
{{BOOTSTRAP}}
```

Add `CreateOidcProvider=false` if the account has GitHub's provider already, and `CreateStateBucket=false` if another model's bootstrap made the bucket. If GitHub gives your repository immutable subjects (repositories created since July 2026), add `ImmutableRepository=OWNER@OWNER_ID/NAME@REPOSITORY_ID`.

If you rather have it in Pulumi: `bootstrap/Pulumi.yaml` is a program with a stack for each environment, made of the same templates; `pulumi config set template` and `repository`, and `aws:region`, before `pulumi up`.

**2. Protect the environments** {{ENVIRONMENTS}} in the repository's settings (Environments): allow the branch `{{BRANCH}}` only, and ask for a reviewer. The roles that may change something trust these environments and nothing else. Then tell GitHub which account is which:

```sh
{{VARIABLES}}
```

**3. Open a pull request.** Change an option in `.projenrc`, run `npx projen`, and push to a branch: a comment says what would change, who may assume the role, and what it may and may not do. Merge it, and the role is there; `scripts/deploy-model.sh` runs with it.

## What the workflows do

| Workflow | When | What |
| --- | --- | --- |
| `{{MODEL}}-preview` | on pull requests | shows on the pull request what it would change; changes nothing |
| `{{MODEL}}-deploy` | on a push to `{{BRANCH}}` | makes it so, then runs `scripts/deploy-model.sh` with the role, in one environment after the other |
| `{{MODEL}}-drift` | every day | opens an issue when the access was changed outside of Pulumi, and closes it when it is as it should be |
| `{{MODEL}}-destroy` | by hand | removes the access, for one who types the endpoint's name |

Workflows and `bootstrap/` are generated: edit `.projenrc`, not them. `npx projen upgrade` moves to the newest version. The other files are yours.
