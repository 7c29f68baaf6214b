import { DEVIATIONS } from './deviations';

/** docs/iam-simulate.md: where the oracle of the tests answers otherwise than AWS documents. */
export function deviationsPage(): string {
  const rows = DEVIATIONS.map(
    ({ name, there, aws, source }) =>
      `| ${name} | ${sentence(`It ${there}`)} | ${sentence(`AWS ${aws}`)} | ${linkTo(source)} |`,
  );
  return `# Where iam-simulate differs from AWS

Whether a request is allowed is decided by code of this project (\`src/iam/evaluate\`). Its tests put 35,000 drawn questions to
another implementation as well, the npm package \`@cloud-copilot/iam-simulate\`: about identity policies and permissions
boundaries, about single conditions, and about trust policies. The answers agree. The questions have every element of the policy
language in them and every condition operator, of which each is counted: a test fails if one does not occur often enough among
those that are allowed, and among those that are denied.

In these points iam-simulate does otherwise than AWS documents. A question about one of them is put to it in other words, in such
a way that it has to give AWS's answer, so that everything else in the question is still compared. Each point has an example in
\`test/iam/evaluate/simulate/deviations.ts\`, and a test fails once iam-simulate gives AWS's answer to it by itself.

| | iam-simulate | AWS | Source |
| --- | --- | --- | --- |
${rows.join('\n')}

Besides, it knows one resource a request, where AWS wants an action to be allowed on
[each resource that it needs](https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html):
a request about two is two questions. And the form of it that checks its input drops
[the keys of GitHub's OIDC provider](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif),
so that a right trust policy is denied there; the form without checks is asked.
`;
}

function sentence(text: string): string {
  return `${text.replaceAll('|', '\\|')}.`;
}

function linkTo(url: string): string {
  return `[${url.slice(url.lastIndexOf('/') + 1)}](${url})`;
}
