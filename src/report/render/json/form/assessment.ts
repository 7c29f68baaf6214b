import { list, named, object, optional } from '../schema';
import { permissionComparison, trustComparison } from './comparison';
import { finding } from './finding';
import { matrix } from './matrix';

export const assessment = named(
  'assessment',
  object(
    {
      permissions: permissionComparison('What the role may do after the change, compared with before.'),
      trust: trustComparison('Who can assume the role after the change, compared with before.'),
      foreign: optional(
        permissionComparison(
          'What policies on the role that are not of this stack allow or deny beyond its own; absent where there are none.',
        ),
      ),
      matrix: matrix("What the role can and cannot do, on the deployment's own resources and on others like them."),
      findings: list(finding(), 'What is wrong or risky in the documents: the severest first.'),
    },
    'What the documents mean.',
  ),
);
