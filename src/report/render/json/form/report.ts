import { list, object, oneOf, oneWordOf, optional, schemaDocument, text, type TypeOf, word } from '../schema';
import { access } from './access';
import { assessment } from './assessment';
import { failure, problem, run, serviceReference } from './run';

export const SCHEMA_ADDRESS =
  'https://raw.githubusercontent.com/model-deployment-iam/model-deployment-iam/v1/docs/report.schema.json';

/** Properties may be added within a version; those that are there stay, and mean what they meant. */
export const SCHEMA_VERSION = '1';

const COMMON = {
  $schema: word(SCHEMA_ADDRESS, 'The address of this schema.'),
  schemaVersion: word(SCHEMA_VERSION, 'The version of this schema. Properties may be added within it.'),
  run: run('The workflow run that made the report.'),
};

const COMMAND = oneWordOf(['preview', 'up', 'destroy', 'drift', 'unlock'], 'What the Action was asked to do.');

const ASSESSED = {
  assessment: optional(assessment('What the documents mean; absent where it is not known what was there before.')),
  serviceReference: serviceReference('What the assessment rests on.'),
};

const completed = object(
  {
    ...COMMON,
    outcome: word('completed', 'The run did what its command says.'),
    command: COMMAND,
    access: access('What the role may do, and what of that changes or has changed.'),
    ...ASSESSED,
  },
  'The report of a run that did what it was asked to do.',
);

const failed = object(
  {
    ...COMMON,
    outcome: word('failed', 'The run ended early, or with something other than what was asked for.'),
    command: COMMAND,
    endpoint: text("The endpoint's name."),
    failure: failure('Why it failed.'),
    access: optional(access('As far as it was known, and as far as the run came.')),
    ...ASSESSED,
  },
  'The report of a run that failed.',
);

const invalidInput = object(
  {
    ...COMMON,
    outcome: word('invalid-input', 'Nothing ran: what the workflow gave can not be used.'),
    endpoint: text('The input `endpoint` as it was given.'),
    problems: list(problem(), 'All inputs that can not be used.'),
  },
  'The report of a run that could not start.',
);

const report = oneOf([completed, failed, invalidInput], 'What a run of model-deployment-iam tells, for programs.');

export type JsonReport = TypeOf<typeof report>;

/** What is published as `docs/report.schema.json`. */
export function reportSchema(): Readonly<Record<string, unknown>> {
  return schemaDocument(SCHEMA_ADDRESS, 'Report of model-deployment-iam', report);
}
