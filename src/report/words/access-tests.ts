import { conditionWords } from './permissions';
import { principalWords } from './principals';
import type { AccessTest, TestContext } from '../../iam/expectations/access-test';
import type { ExampleRequest, Failing } from '../../iam/expectations/verdict';
import { parseConditionOperator } from '../../iam/policy/condition-operator';
import { code, joined, strong, textOf, type Words, words } from '../inline';
import { visible } from '../visible';

/** What a test expects: `deny iam:PassRole on any resource, unless iam:PassedToService is sagemaker.amazonaws.com`. */
export function expectationWords(test: AccessTest): Words {
  const { expect, actions, context, unless, principals } = test;
  return [
    ...words`${strong(expect)} ${names(actions)} `,
    ...(principals
      ? words`by ${joined(
          principals.map(({ type, value }) => principalWords(type, value)),
          ', ',
        )}`
      : onWords(test)),
    ...(context ? words`, where ${contextWords(context)}` : []),
    ...(unless ? words`, unless ${contextWords(unless)}` : []),
  ];
}

function onWords({ resources, except }: AccessTest): Words {
  return [
    ...(resources ? words`on ${names(resources)}` : words`on any resource`),
    ...(except ? words` but ${names(except)}` : []),
  ];
}

function contextWords(context: TestContext): Words {
  const conditions = Object.entries(context).map(([key, values]) => {
    const operatorText =
      values === null ? 'Null' : values.some((each) => /[*?]/.test(each)) ? 'StringLike' : 'StringEquals';
    const operator = parseConditionOperator(operatorText);
    return { operatorText, operator, key, values: values ?? ['true'] };
  });
  return joined(conditionWords(conditions), ' and ');
}

function names(all: readonly string[]): Words {
  return joined(all.map(code), ', ');
}

/** What is so instead: `allow iam:PassRole on arn:aws:iam::123456789012:role/x`. */
export function foundWords({ found, example }: Failing): Words {
  const verdict = found === 'unclear' ? words`${strong('not known')},` : [strong(found)];
  return example ? words`${verdict} ${exampleWords(example)}` : [strong(found === 'unclear' ? 'not known' : found)];
}

function exampleWords({ action, resource, principal }: ExampleRequest): Words {
  if (principal) return words`${code(action)} by ${principalWords(principal.type, principal.value)}`;
  return resource === undefined || resource === '*'
    ? words`${code(action)}`
    : words`${code(action)} on ${code(resource)}`;
}

/** The same in a line of plain text. */
export function failureText(test: AccessTest, verdict: Failing): string {
  const [expected, found] = [expectationWords(test), foundWords(verdict)].map((each) => visible(textOf(each)));
  return `Expected: ${expected}. Found: ${found}. ${visible(verdict.why)}`;
}

/** `11 of 12 access tests hold` */
export function countText(results: readonly { readonly verdict: { readonly holds: boolean } }[]): string {
  const holding = results.filter(({ verdict }) => verdict.holds).length;
  const tests = `access test${results.length === 1 ? '' : 's'}`;
  return `${holding} of ${results.length} ${tests} ${results.length === 1 ? 'holds' : 'hold'}`;
}
