import { CALLER_TYPES, type FieldName, FIELDS, FORMS, MAX_ENTRIES, MAX_NAME, MAX_TESTS } from './form';
import type { Written, WrittenKey, WrittenPrincipal, WrittenTest } from './written-test';
import { listed } from '../../shared/listed';
import { type Located, type LocatedEntry, type LocatedMap, parseLocated } from '../../shared/located';
import { foremost, type Place, type PlaceProblem } from '../../shared/place-problem';
import { similarName } from '../../shared/similar-name';

/** Takes note of what is wrong in a place. */
type Refuse = (place: Place, expected: string) => undefined;

const MAX_CHARACTERS = 64 * 1024;

/**
 * Reads the form of a file with tests of access.
 *
 * @param text YAML or JSON
 * @returns the tests that could be read, of which some may be missing if there are problems
 */
export function readTests(text: string): {
  readonly tests: readonly WrittenTest[];
  readonly problems: readonly PlaceProblem[];
} {
  if (text.length > MAX_CHARACTERS) {
    const expected = `a file of at most ${MAX_CHARACTERS} characters, but it has ${text.length}`;
    return { tests: [], problems: [{ line: 1, column: 1, expected }] };
  }
  const { root, problems: ofSyntax } = parseLocated(text);
  if (!root) return { tests: [], problems: ofSyntax };
  const problems: PlaceProblem[] = [];
  const refuse: Refuse = ({ line, column }, expected) => {
    problems.push({ line, column, expected });
    return undefined;
  };
  const tests = testsIn(root, refuse).flatMap((test) => {
    const before = problems.length;
    const read = readTest(test, refuse);
    return read && problems.length === before ? [read] : [];
  });
  checkNames(tests, refuse);
  return { tests, problems: foremost(problems) };
}

const WHOLE = 'a map with the list tests: "tests:" in a line of its own, and below it one "- name: …" for each';

function testsIn(root: Located, refuse: Refuse): readonly Located[] {
  if (root.kind !== 'map') {
    refuse(root, WHOLE);
    return [];
  }
  for (const entry of root.entries) {
    if (!['tests', '$schema'].includes(entry.key)) {
      refuse(entry, `only the key tests, not ${JSON.stringify(entry.key)}`);
    }
  }
  const tests = valueOf(root, 'tests');
  if (!tests) refuse(root, WHOLE);
  if (tests && (tests.kind !== 'list' || tests.members.length === 0)) refuse(tests, 'a list with at least one test');
  if (tests?.kind !== 'list') return [];
  if (tests.members.length > MAX_TESTS) refuse(tests.members[MAX_TESTS]!, `no more than ${MAX_TESTS} tests in a file`);
  return tests.members.slice(0, MAX_TESTS);
}

function readTest(test: Located, refuse: Refuse): WrittenTest | undefined {
  if (test.kind !== 'map') return refuse(test, 'a test: a map with name, and with allow or deny');
  const unknown = test.entries.filter(({ key }) => !NAMES.includes(key));
  for (const entry of unknown) refuseField(entry, refuse);
  const field = (name: FieldName) => test.entries.find(({ key }) => key === name);

  const name = readName(test, field('name'), refuse);
  const [allow, deny] = [field('allow'), field('deny')];
  const asked = allow ?? deny;
  if (!asked && unknown.length > 0) return undefined;
  if (!asked) return refuse(test, 'what the test expects: allow or deny, with actions');
  if (allow && deny) return refuse(deny, 'either allow or deny in a test, not both: make it two tests');
  const actions = readTexts(asked.value, FORMS.action, refuse);
  const [resource, except] = [field('resource'), field('except')];
  const [principal, token] = [field('principal'), field('token')];
  if (principal && token) refuse(token, 'either principal or token in a test, not both');
  if ((principal ?? token) && (resource ?? except)) {
    refuse((resource ?? except)!, 'no resource in a test of trust: that is the role');
  }
  const read = {
    resources: resource && readTexts(resource.value, FORMS.resource, refuse),
    except: except && readTexts(except.value, FORMS.resource, refuse),
    context: readContext(field('context'), refuse),
    unless: readContext(field('unless'), refuse),
    principals: principal && readPrincipals(principal.value, refuse),
    token: readClaims(token, refuse),
  };
  if (!name || !actions) return undefined;
  const { line, column } = test;
  const parts = Object.fromEntries(Object.entries(read).filter(([, part]) => part !== undefined));
  return { name: name.text, expect: allow ? 'allow' : 'deny', actions, ...parts, line, column };
}

const NAMES = Object.keys(FIELDS);

function refuseField({ key, line, column }: LocatedEntry, refuse: Refuse): void {
  const similar = similarName(key, NAMES);
  refuse(
    { line, column },
    similar ? `${similar}, not ${JSON.stringify(key)}` : `${listed(NAMES, 'or')}, not ${JSON.stringify(key)}`,
  );
}

function readName(test: Place, name: LocatedEntry | undefined, refuse: Refuse): Written | undefined {
  if (!name) return refuse(test, 'a name for the test');
  const { value } = name;
  if (value.kind !== 'text' || value.text.trim() === '') return refuse(value, 'a name for the test, in words');
  if (value.text.length > MAX_NAME) return refuse(value, `a name of at most ${MAX_NAME} characters`);
  return { ...value, text: value.text.trim() };
}

function checkNames(tests: readonly WrittenTest[], refuse: Refuse): void {
  const lines = new Map<string, number>();
  for (const test of tests) {
    const other = lines.get(test.name);
    if (other !== undefined) refuse(test, `another name than that of the test in line ${other}`);
    else lines.set(test.name, test.line);
  }
}

interface Form {
  readonly source: string;
  readonly expected: string;
}

/** One text, or a list of them that is not empty. */
function readTexts(value: Located, form: Form, refuse: Refuse): readonly Written[] | undefined {
  const members = membersOf(value, form.expected, refuse);
  return members?.flatMap((member) => {
    if (member.kind === 'text' && new RegExp(form.source, 's').test(member.text)) return member;
    const found = member.kind === 'text' ? `, not ${JSON.stringify(member.text.slice(0, 100))}` : '';
    return refuse(member, `${form.expected}${found}`) ?? [];
  });
}

function membersOf(value: Located, expected: string, refuse: Refuse): readonly Located[] | undefined {
  if (value.kind !== 'list') return [value];
  if (value.members.length === 0) return refuse(value, `at least one in the list: ${expected}`);
  if (value.members.length > MAX_ENTRIES) return refuse(value, `a list of at most ${MAX_ENTRIES}`);
  return value.members;
}

const ANY_TEXT: Form = { source: '', expected: 'a value, or a list of values' };

function readContext(field: LocatedEntry | undefined, refuse: Refuse): readonly WrittenKey[] | undefined {
  const entries = field && readMap(field.value, 'condition keys with their values: aws:SourceIp: 192.0.2.1', refuse);
  const spellings = new Set<string>();
  return entries?.flatMap((entry): WrittenKey[] => {
    const { key, value, line, column } = entry;
    if (!new RegExp(FORMS.key.source, 's').test(key)) {
      return refuse(entry, `${FORMS.key.expected}, not ${JSON.stringify(key)}`) ?? [];
    }
    if (spellings.has(key.toLowerCase())) {
      return refuse(entry, `the key ${key} only once: IAM tells no cases apart`) ?? [];
    }
    spellings.add(key.toLowerCase());
    if (value.kind === 'nothing') return [{ key, values: null, line, column }];
    const values = readTexts(value, ANY_TEXT, refuse);
    return values ? [{ key, values, line, column }] : [];
  });
}

function readClaims(field: LocatedEntry | undefined, refuse: Refuse): readonly WrittenKey[] | undefined {
  const entries = field && readMap(field.value, 'claims of a token: repository: acme/churn', refuse);
  return entries?.flatMap(({ key, value, line, column }): WrittenKey[] => {
    // Of a job it says something to have none.
    if (key === 'environment' && value.kind === 'nothing') return [{ key, values: null, line, column }];
    const values = readTexts(value, ANY_TEXT, refuse);
    return values ? [{ key, values, line, column }] : [];
  });
}

function readPrincipals(value: Located, refuse: Refuse): readonly WrittenPrincipal[] | undefined {
  const expected = `* for anybody, or ${listed(CALLER_TYPES, 'or')} with an ARN or a name: "Service: sagemaker.amazonaws.com"`;
  if (value.kind === 'text' && value.text === '*') return [{ ...value, type: 'AWS' }];
  return readMap(value, expected, refuse)?.flatMap((entry): WrittenPrincipal[] => {
    const type = CALLER_TYPES.find((each) => each === entry.key);
    if (!type) return refuse(entry, expected) ?? [];
    const values = readTexts(entry.value, { source: '.', expected: `an ARN or a name for ${type}, or *` }, refuse);
    return (values ?? []).map((each) => ({ ...each, type }));
  });
}

function readMap(value: Located, expected: string, refuse: Refuse): readonly LocatedEntry[] | undefined {
  if (value.kind === 'map' && value.entries.length > 0) return value.entries;
  return refuse(value, expected);
}

function valueOf(map: LocatedMap, name: string): Located | undefined {
  return map.entries.find(({ key }) => key === name)?.value;
}
