/** What `bootstrap` and `doctor` take; the rest is told in docs/bootstrap.md. */
const OPTIONS = `  --endpoint NAME, --bucket NAME[/FOLDER], --region REGION   the model's (needed)
  --repository OWNER/NAME     whose jobs may assume the roles; OWNER@OWNER_ID/NAME@ID where the ids are known
  --subjects both|immutable   forms of subjects to trust; without it, GitHub is asked
  --environment NAME          the environment on GitHub that deployments run in (default: production)
  --default-branch NAME       the branch that is deployed (default: main)
  --account-id ACCOUNT        where the model is; else wherever the credentials are from
  --backend-url s3://BUCKET/FOLDER, --create-state-bucket false    another place of the state; one that is there
  --create-oidc-provider false    where the account has GitHub's provider
  --preview-role-arn ARN, --deploy-role-arn ARN    roles of your own
  --permissions SETS, --permissions-boundary ARN   what the model's role may be given at most`;

export const BOOTSTRAP_USAGE = `Usage: model-deployment-iam bootstrap --endpoint NAME --bucket NAME --region REGION [options] > bootstrap.yml

Prints what must exist once in AWS, as a CloudFormation template or a Pulumi program: GitHub's OIDC provider, the bucket
of the state, the boundary of the model's role, and two roles: one for previews, which reads, and one for deployments.
The commands to run it go to the standard error. It asks nobody, and changes nothing.

${OPTIONS}
  --format FORMAT             cloudformation (default) or pulumi

All options: https://github.com/model-deployment-iam/model-deployment-iam/blob/main/docs/bootstrap.md
Exit codes: 0 printed, 2 wrong usage.
`;

export const DOCTOR_USAGE = `Usage: model-deployment-iam doctor --endpoint NAME --bucket NAME --region REGION --repository OWNER/NAME [options]

Looks at what bootstrap makes, as it is in AWS and on GitHub, and says what is wrong, with the command that mends it. It
changes nothing. It takes the credentials that the AWS CLI takes, and GITHUB_TOKEN or GH_TOKEN.

${OPTIONS}
  --format FORMAT             text (default) or json

All options: https://github.com/model-deployment-iam/model-deployment-iam/blob/main/docs/bootstrap.md
Exit codes: 0 all is well, 1 something is wrong or could not be looked at, 2 wrong usage.
`;
