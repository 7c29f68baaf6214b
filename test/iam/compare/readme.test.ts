import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { actionClasses, knownActionsFor, marksOf } from '../../../src/iam/compare/action-class';
import { axisOf } from '../../../src/iam/compare/axis';
import { effortOf } from '../../../src/iam/compare/effort';
import { comparePermissions } from '../../../src/iam/compare/permissions';
import { type ComparedStatement, readDocuments } from '../../../src/iam/compare/statement';
import { ACTION_FORMS, actionTokens, mapSelection, RESOURCE_FORMS } from '../../../src/iam/compare/tokens';
import { compareTrust } from '../../../src/iam/compare/trust';
import { textOf } from '../../../src/iam/glob/glob';
import { permissionsSection } from '../../../src/report/content/permissions';
import { linesOf } from '../../report/lines';
import { TARGET } from '../target';

const README = readFileSync(join(__dirname, '../../../src/iam/compare/README.md'), 'utf8');
const [BEFORE, AFTER] = [...README.matchAll(/```json\n(.*?)```/gs)].map(([, json]) => JSON.parse(json!) as object);

test('the example of the README has these classes of actions', () => {
  const classes = classesOfActions().map(({ actions, naming }) => [[...actions].sort(), namesOf(naming)]);
  expect(new Set(classes)).toEqual(new Set(classesAfter('| Actions | Statements |')));
});

test('and of resources', () => {
  const statements = [
    ...classesOfActions()
      .find(({ actions }) => actions.includes('s3:GetObject'))!
      .naming.keys(),
  ];
  const axis = axisOf(statements, ({ resourceTokens }) => resourceTokens, RESOURCE_FORMS);
  const named = axis.classes(effortOf(10_000)).filter(({ naming }) => naming.size > 0);
  const classes = named.map(({ letters, naming }) => [[textOf(letters)], namesOf(naming)]);
  expect(new Set(classes)).toEqual(new Set(classesAfter('| Resources, with a shortest one | Statements |')));
});

test('and these sentences', () => {
  const sentences = README.split('\n').filter((line) => /^ *- [➕➖]/u.test(line));
  const assessment = { permissions: comparePermissions(BEFORE, AFTER), trust: compareTrust(undefined, undefined) };
  const blocks = permissionsSection(assessment, { target: TARGET, roleName: 'deployer' });
  expect(sentences).not.toEqual([]);
  expect(linesOf(blocks)).toEqual(sentences.map((line) => line.trim()));
});

test.each(tableAfter('| Condition before | Condition after | Difference |'))(
  'under %s before and %s after the difference is: %s',
  (before, after, difference) => {
    const documents = [before, after].map((cell) => {
      const Condition = JSON.parse(inCode(cell!)[0]!) as object;
      const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*', Condition };
      return { Version: '2012-10-17', Statement: statement };
    });
    const { differences } = comparePermissions(documents[0], documents[1]);
    expect(differences.map(({ kind }) => kind).join(', ')).toBe(difference);
  },
);

function classesOfActions() {
  const { statements } = readDocuments(BEFORE, AFTER, 'identity');
  const table = knownActionsFor(statements);
  const axis = axisOf(statements, ({ actions }) => mapSelection(actions, actionTokens), ACTION_FORMS, marksOf(table));
  return actionClasses(axis, statements, table, effortOf(10_000)).filter(({ naming }) => naming.size > 0);
}

/** `B1` for the first statement before, `A1` for the first one after. */
function namesOf(naming: ReadonlyMap<ComparedStatement, unknown>): string[] {
  return [...naming.keys()].map(({ reference: { document, index } }) => `${document[0]!.toUpperCase()}${index + 1}`);
}

function classesAfter(head: string): string[][][] {
  return tableAfter(head).map(([texts, statements]) => [inCode(texts!), statements!.split(', ')]);
}

function tableAfter(head: string): string[][] {
  const lines = README.split('\n').map((line) => line.trim());
  const rest = lines.slice(lines.indexOf(head) + 2);
  const rows = rest.slice(
    0,
    rest.findIndex((line) => !line.startsWith('|')),
  );
  return rows.map((row) =>
    row
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

function inCode(cell: string): string[] {
  return [...cell.matchAll(/`([^`]*)`/g)].map(([, code]) => code!);
}
