import KNOWN from './checksums.json';
import { RunFailure } from '../../failure';

/** SHA-256 of files, by their names: in hexadecimal and lower case. */
export type Checksums = Readonly<Record<string, string>>;

/** Where the engine and its plugin are downloaded, and what they have to be. */
export interface Downloads {
  /** `https://…` without a slash at the end, maybe with a user and a password; without it, from Pulumi's own hosts. */
  readonly mirror?: string;
  /** What the workflow says. */
  readonly checksums: Checksums;
  /** Whether to refuse what no checksum is known of. */
  readonly isChecksumRequired: boolean;
}

/**
 * What a file has to be, as it was known before the download: a host that lists checksums beside its files vouches for neither.
 * The workflow's word counts before the table of this version, for its mirror may have builds of its own.
 */
export function knownChecksum(file: string, { checksums }: Downloads): string | undefined {
  return checksums[file] ?? (KNOWN as Checksums)[file];
}

/** @param host where the file would be from */
export function unknownChecksum(file: string, host: string): RunFailure {
  return new RunFailure('engine-unavailable', `${file} was not downloaded from ${host}: no checksum of it is known.`, {
    hint: `Give its SHA-256 in download-checksums, as a line "SHA256 ${file}", or install Pulumi and its AWS plugin in a step before. With require-checksums: false it is downloaded all the same.`,
  });
}

export function wrongChecksum(file: string, host: string, sums: { expected: string; found: string }): RunFailure {
  const { expected, found } = sums;
  return new RunFailure(
    'engine-unavailable',
    `${file} from ${host} is not what was expected: its SHA-256 is ${found}, but ${expected} was expected.`,
    {
      hint: 'Nothing of it was installed or run. Look for a proxy or a mirror that alters downloads, and at download-checksums.',
    },
  );
}
