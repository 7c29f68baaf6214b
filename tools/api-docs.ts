/** Writes API.md from `.jsii`, which jsii makes when it compiles. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Assembly, apiPage } from '../projenrc/api-page';

const ROOT = join(__dirname, '..');

const assembly = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8')) as Assembly;
writeFileSync(join(ROOT, 'API.md'), `${apiPage(assembly)}\n`);
