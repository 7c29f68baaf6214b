/**
 * Writes src/stack/engine/checksums.json, what the Action knows of the archives that it may download: those of the engine and
 * of the AWS plugin, in the versions that are used here, for every platform. cosign has to be on PATH
 * (https://docs.sigstore.dev/cosign/system_config/installation/).
 *
 * With `--check` it only says what is missing there.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ARCHIVES, missingIn, publishedChecksums } from './suite/published-checksums';
import { verifiedByCosign } from './suite/verified-by-cosign';
import KNOWN from '../src/stack/engine/checksums.json';

const FILE = join(__dirname, '../src/stack/engine/checksums.json');

async function main(): Promise<void> {
  if (process.argv.includes('--check')) {
    const missing = missingIn(KNOWN);
    if (missing.length === 0) return;
    throw new Error(`The Action does not know the checksums of ${missing.join(', ')}: run npx projen checksums.`);
  }
  const checksums = await publishedChecksums({ fetch, verify: verifiedByCosign, log: console.log });
  writeFileSync(FILE, `${JSON.stringify(checksums, undefined, 2)}\n`);
  console.log(`${ARCHIVES.length} checksums are in ${FILE}.`);
}

main().catch((error: Error) => {
  console.error(`::error::${error.message}`);
  process.exitCode = 1;
});
