import { type Block, paragraph } from '../block';
import type { Access } from '../model';
import { code } from '../render/markdown';

/** What later steps of the workflow can use, under the names of the Action's outputs. */
export function outputsSection({ roleArn, policyArn }: Access): Block[] {
  return [
    paragraph(`**Outputs**\n- ${code('role-arn')}: ${code(roleArn)}\n- ${code('policy-arn')}: ${code(policyArn)}`),
  ];
}
