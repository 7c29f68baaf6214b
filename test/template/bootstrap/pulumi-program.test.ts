import type { StackArgs } from '@pulumi/aws/cloudformation/stack';
import { parse } from 'yaml';
import { CHURN, filesOf } from '../render';

const program = parse(filesOf(CHURN)['bootstrap/Pulumi.yaml']!);
const template = parse(filesOf(CHURN)['bootstrap/churn-prod.yml']!);

test('the Pulumi program gives its stack what the provider knows, and the parameters that the templates have', () => {
  const known: readonly (keyof StackArgs)[] = ['name', 'templateBody', 'capabilities', 'parameters'];
  const { type, properties } = program.resources.bootstrap;
  expect(type).toBe('aws:cloudformation:Stack');
  expect(Object.keys(properties)).toEqual(known);
  expect(Object.keys(template.Parameters)).toEqual(expect.arrayContaining(Object.keys(properties.parameters)));
});

test('every value that the Pulumi program takes is in its configuration', () => {
  const names = [...JSON.stringify(program.resources).matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name);
  expect([...new Set(names)].sort()).toEqual(Object.keys(program.config).sort());
});

test('every output of the Pulumi program is one of the templates', () => {
  const names = Object.values<string>(program.outputs).map((output) => /\["(\w+)"\]/.exec(output)![1]);
  expect(names).toEqual(Object.keys(template.Outputs));
});
