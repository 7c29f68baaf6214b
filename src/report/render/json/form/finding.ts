import { named, object, oneWordOf, optional, text, truth, wholeNumber } from '../schema';

export const finding = named(
  'finding',
  object(
    {
      id: text("The rule's name, which never changes. Those in capitals are of AWS's IAM Access Analyzer."),
      severity: oneWordOf(
        ['error', 'security', 'warning', 'suggestion'],
        'From what stops a deployment to what could merely be nicer.',
      ),
      subject: oneWordOf(
        ['permissions', 'trust', 'role'],
        'The document: the identity policy, the trust policy, or both of them together.',
      ),
      statement: optional(
        object(
          {
            index: wholeNumber(0, 'Its place among the statements of the document, from 0.'),
            sid: optional(text('Its Sid.')),
          },
          'The statement; absent where the document as a whole is meant.',
        ),
      ),
      policy: optional(
        text('The policy of others that it is about: the name of an inline one, the ARN of an attached one.'),
      ),
      title: text('What is wrong, whatever the names.'),
      message: text('What was found, with the names in question.'),
      why: text('Why it matters.'),
      fix: text('The way out.'),
      documentation: text('The address of a page about it.'),
      refusedByAws: truth('Whether AWS does not even store such a document.'),
      ignored: optional(
        text(
          'Why it is let pass, as `ignore-findings` says; absent where it is not. Then `fail-on` does not count it.',
        ),
      ),
    },
    'Something in a policy document that is wrong or risky.',
  ),
);
