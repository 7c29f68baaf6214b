/**
 * Writes into .projenrc.ts the newest releases of the packages that are pinned there: of the same major version, and out for
 * two weeks, in which most packages with something bad in them are found out.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { upgraded } from './suite/upgraded';

const DEFINITION = join(__dirname, '../.projenrc.ts');

function releasesOf(name: string): Readonly<Record<string, string>> {
  return JSON.parse(execFileSync('npm', ['view', name, 'time', '--json'], { encoding: 'utf8' }));
}

const before = readFileSync(DEFINITION, 'utf8');
const { text, upgrades } = upgraded(before, releasesOf, new Date());
writeFileSync(DEFINITION, text);
console.log(upgrades.join('\n') || 'Nothing newer has been out for long enough.');
