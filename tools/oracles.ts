/**
 * Compares with what others say of policies: `ORACLES=FOLDER tsx tools/oracles.ts` runs over the files in the folder and writes
 * docs/oracles.md. None of the cases gets into it, only how many agree, and why the others do not.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareCreatePolicy } from './oracles/create-policy';
import { compareEquivalence } from './oracles/equivalence';
import { oraclesPage } from './oracles/page';
import { compareParliament } from './oracles/parliament';

const OUTPUT = join(__dirname, '..', 'docs', 'oracles.md');

const folder = process.env.ORACLES;
if (!folder) {
  console.error('Set ORACLES to the folder that holds create-policy.json, equivalence.json and parliament.json.');
  process.exitCode = 1;
} else {
  const read = <T>(name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as T;
  const comparisons = [
    compareCreatePolicy(read('create-policy.json')),
    compareEquivalence(read('equivalence.json')),
    ...compareParliament(read('parliament.json')),
  ];
  writeFileSync(process.argv[2] ?? OUTPUT, oraclesPage(comparisons));
  const unexplained = comparisons.flatMap(({ title, disagreements }) =>
    disagreements.filter(({ explanation }) => !explanation).map(({ name }) => `${title}, case ${name}`),
  );
  for (const each of unexplained) console.error(`Not explained: ${each}`);
  process.exitCode = unexplained.length > 0 ? 1 : 0;
}
