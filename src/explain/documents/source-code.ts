import type { Refusal } from './refusal';

const AGAIN = 'Then explain it: of such a file, this command says how to get at the policies in it.';

/** Of a text that only a tool turns into policies: which tool does so, and how. */
export function readSource(text: string): Refusal | undefined {
  return SOURCES.find(({ form }) => form.test(text))?.refusal;
}

const SOURCES: readonly { readonly form: RegExp; readonly refusal: Refusal }[] = [
  {
    form: /^[ \t]*(?:(?:resource|data)\s+"[^"\n]+"\s+"[^"\n]+"|(?:module|provider|variable|output)\s+"[^"\n]+"|terraform|locals)\s*\{/m,
    refusal: {
      expected: 'a policy document in JSON, but this is a configuration of Terraform',
      hint: [
        'Only Terraform itself can tell what comes of it:',
        '  terraform plan -out=tfplan',
        '  terraform show -json tfplan > tfplan.json',
        '  npx model-deployment-iam explain tfplan.json',
        'The last one says how to get at the policies in the plan.',
      ],
    },
  },
  {
    form: /^(?:\s*(?:\/\/.*|#.*|\/\*(?:(?!\*\/)[^])*\*\/))*\s*(?:import\s|from\s+\S+\s+import\s|const\s|export\s|using\s|package\s)/,
    refusal: {
      expected: 'a policy document in JSON, but this is a program',
      hint: [
        'Let it make the policies. With the CDK, or with Pulumi:',
        '  npx cdk synth STACK --json > template.json',
        '  pulumi stack export > state.json',
        AGAIN,
      ],
    },
  },
  {
    form: /^<{7} /m,
    refusal: { expected: 'a policy document in JSON, but here two versions of a file are to be merged yet' },
  },
  {
    form: /^\s*</,
    refusal: { expected: 'a policy document in JSON, but this is HTML or XML' },
  },
];
