/** What there is, before any command is named. */
export const OVERVIEW = `Usage: model-deployment-iam COMMAND [options]

  explain    say what an IAM policy allows, what changed, and what is wrong
  plan       show what the Action would make, without AWS and GitHub
  models     check files that list many models, or begin one
  bootstrap  print what must exist once in AWS, as CloudFormation or Pulumi
  doctor     look at that in AWS and on GitHub, and say how to mend it

  COMMAND --help    show what the command takes
  --version         show the version

  npx model-deployment-iam plan --endpoint churn --bucket b --region eu-west-1
  npx model-deployment-iam explain policy.json --compare old-policy.json
`;
