import { blocksOf } from './blocks';
import type { Explanation } from './explain';
import { prettyJson } from '../iam/policy/canonical';
import { documentsSection } from '../report/content/documents';
import { graphSection } from '../report/content/graph';
import { words } from '../report/inline';
import { renderPage } from '../report/render/html/page';

/** Texts of policies, in which nothing is secret any more. */
interface Documents {
  /** None where there is only a trust policy. */
  readonly policy?: string;
  readonly compare?: string;
  readonly trust?: string;
  readonly compareTrust?: string;
}

/** An explanation as a page for a browser. It has the documents, too, unless they are too large to be looked at. */
export function explainedPage(explanation: Explanation, { policy, compare, trust, compareTrust }: Documents): string {
  const { deployment, comparison, trustComparison } = explanation;
  const isSmall = deployment !== undefined || explanation.trustAlone !== undefined;
  const documents = {
    policy: { before: pretty(compare), after: pretty(policy) },
    trust: { before: pretty(compareTrust ?? trust), after: pretty(trust) },
    foreignPolicies: [],
  };
  const graph = deployment && {
    ...{ ...documents, roleName: 'the role', policyName: 'the policy', target: deployment.target },
    assessment: { matrix: deployment.matrix, permissions: comparison, trust: trustComparison },
  };
  return renderPage({
    title: policy === undefined ? words`Who may assume the role` : words`What the policy allows`,
    blocks: [
      ...blocksOf(explanation),
      ...(graph ? graphSection(graph, true) : []),
      ...(isSmall ? documentsSection({ ...documents, boundary: {} }, true) : []),
    ],
  });
}

function pretty(text: string | undefined): string | undefined {
  return text === undefined ? undefined : prettyJson(text);
}
