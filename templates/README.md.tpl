# {{TITLE}}

A model on Amazon SageMaker, and the access that its deployment has in AWS: a role and a policy, as code, kept by [model-deployment-iam](https://github.com/model-deployment-iam/model-deployment-iam).

**Push nothing before you have done what [bootstrap/README.md](bootstrap/README.md) says.** It has the commands for GitHub and AWS, in three steps, and what each workflow does. `npx projen` keeps it as the options are.

## Which files are yours

Workflows and `bootstrap/` are generated: edit `{{PROJENRC}}` and run `npx projen`, never them. `npx projen upgrade` moves to the newest version. The other files are yours: `models.json`, the registry of the models, which `npx projen` compares with the options, `access-tests.yml`, what the role is expected to be allowed and what not ([how](https://github.com/model-deployment-iam/model-deployment-iam/blob/main/docs/access-tests.md)), `scripts/deploy-model.sh`, which deploys a model with its role, `.github/CODEOWNERS`, in which you still have to name your team, and the template of pull requests. All options are in [API.md](https://github.com/model-deployment-iam/model-deployment-iam/blob/main/API.md).

`package.json` says which licence there is: none (`UNLICENSED`), unless `license` in `{{PROJENRC}}` names one.
