import { waysPastDenials } from './denials';
import { limitsWho, SOURCE_KEYS } from './limits';
import { type ReadCondition, namedEntries, type ReadPolicy, type ReadStatement } from '../../policy/policy';
import type { FindingsContext } from '../context';
import type { Problem, Rule } from '../finding';
import { PAGES } from '../pages';
import { listed, quoted } from '../text';
import { allowsOf, statementId } from '../view';

const SERVICE_WITHOUT_SOURCE: Rule = {
  id: 'service-without-source-condition',
  severity: 'security',
  title: 'A service may assume the role on behalf of whichever account.',
  why: 'Somebody in another account who knows the ARN of the role can make the service use it for them (the confused deputy).',
  fix: 'Add a condition on aws:SourceArn or aws:SourceAccount.',
  documentation: PAGES.confusedDeputy,
};

const SOURCE_NAMES_ONE_RESOURCE: Rule = {
  id: 'source-arn-names-one-resource',
  severity: 'error',
  title: 'The trust of SageMaker is limited to an endpoint, a model or another single resource.',
  why: 'SageMaker asks on behalf of the account and the region as a whole, with an asterisk in place of the resource: it can not assume the role.',
  fix: 'End the value of aws:SourceArn in :*, behind region and account.',
  documentation: PAGES.sagemakerDeputy,
};

export const SERVICE_TRUST_RULES: readonly Rule[] = [SERVICE_WITHOUT_SOURCE, SOURCE_NAMES_ONE_RESOURCE];

/**
 * Services whose pages say that they send the keys of the source when they assume a role. Of the others it is not known, and a
 * condition on a key that is never sent would lock the service out.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
const SENDING_SOURCE = [
  ...['sagemaker', 'bedrock', 'codebuild', 'comprehend', 'ecs-tasks', 'glue', 'personalize', 'pipes', 'scheduler'],
  ...['states', 'transfer', 'vpc-flow-logs'],
];

export function checkServiceTrust(policy: ReadPolicy, { target }: FindingsContext): Problem[] {
  return allowsOf(policy).flatMap((statement): Problem[] => {
    const services = namedEntries(statement.principals).filter(({ type }) => type === 'Service');
    const sources = statement.conditions.filter(({ key }) => SOURCE_KEYS.includes(key.toLowerCase()));
    const ways = waysPastDenials(policy, 'sts:AssumeRole', { type: 'Service', value: services[0]?.value ?? '*' });
    const limits = ways.map((way) => [...sources, ...way].filter((condition) => limitsWho(condition, SOURCE_KEYS)));
    if (limits.some((each) => each.length === 0)) {
      const sending = services.filter(({ value }) => sendsSource(value));
      if (sending.length === 0) return [];
      const names = listed(sending.map(({ value }) => value));
      const despite = sources.map(({ key, values }) => ` ${quoted(key)} may be ${listed(values)}.`).join('');
      const message = `${names} may assume the role on behalf of every account.${despite}`;
      return [{ rule: SERVICE_WITHOUT_SOURCE, statement: statementId(statement), message }];
    }
    const isSagemaker = services.some(({ value }) => value === 'sagemaker.amazonaws.com');
    // In every way past the denials, or it can assume the role in another one.
    const inAll = (limits[0] ?? []).filter((condition) => limits.every((each) => each.includes(condition)));
    return isSagemaker ? inAll.flatMap((condition) => singleResource(condition, statement, target)) : [];
  });
}

/** In its region, or everywhere: autoscaling for SageMaker is another service. */
function sendsSource(service: string): boolean {
  const name = /^([a-z0-9-]+)(?:\.[a-z]{2}[a-z-]*-\d)?\.amazonaws\.com(?:\.cn)?$/.exec(service)?.[1];
  return name !== undefined && SENDING_SOURCE.includes(name);
}

function singleResource(
  { key, values }: ReadCondition,
  statement: ReadStatement,
  target: FindingsContext['target'],
): Problem[] {
  if (key.toLowerCase() !== 'aws:sourcearn' || values.some(matchesAsterisk)) return [];
  const { partition, region, account } = target ?? {};
  return [
    {
      rule: SOURCE_NAMES_ONE_RESOURCE,
      statement: statementId(statement),
      message: `aws:SourceArn is ${listed(values)}.`,
      ...(partition &&
        region &&
        account && { fix: `Write arn:${partition}:sagemaker:${region}:${account}:* instead.` }),
    },
  ];
}

/** Whether the last part of the ARN matches the asterisk that SageMaker sends. */
function matchesAsterisk(value: string): boolean {
  const resource = /^(?:[^:]*:){5}(.*)$/s.exec(value)?.[1];
  return resource !== undefined && /^(\*+|\?)$/.test(resource);
}
