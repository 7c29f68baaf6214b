import { type SemVer, parse } from 'semver';

/** Days that a release has to be out. */
const MIN_AGE = 14;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * @param definition a text in which packages are pinned: `'NAME@1.2.3'`, or by another name `'OTHER@npm:NAME@1.2.3'`
 * @param releasesOf the versions of a package with the time of their release, as `npm view NAME time` tells it
 * @returns the text with newer versions, and what was changed, a line each
 */
export function upgraded(
  definition: string,
  releasesOf: (name: string) => Readonly<Record<string, string>>,
  now: Date,
): { readonly text: string; readonly upgrades: readonly string[] } {
  const upgrades: string[] = [];
  const text = definition.replace(
    /'((?:[\w.-]+@npm:)?)((?:@[\w.-]+\/)?[\w.-]+)@(\d+\.\d+\.\d+)'/g,
    (pin, alias: string, name: string, version: string) => {
      const newest = newestOf(parse(version)!, releasesOf(name), now);
      if (newest === version) return pin;
      upgrades.push(`${name}: ${version} → ${newest}`);
      return `'${alias}${name}@${newest}'`;
    },
  );
  return { text, upgrades: [...new Set(upgrades)] };
}

/** Below 1.0.0 a minor version may break what was there, as a major one may later: https://semver.org/#spec-item-4 */
function newestOf(present: SemVer, releases: Readonly<Record<string, string>>, now: Date): string {
  const fitting = Object.entries(releases).flatMap(([name, time]) => {
    const version = parse(name);
    const isFitting =
      version !== null &&
      version.prerelease.length === 0 &&
      version.major === present.major &&
      (version.major > 0 || version.minor === present.minor) &&
      version.compare(present) > 0 &&
      now.getTime() - Date.parse(time) >= MIN_AGE * DAY_MS;
    return isFitting ? [version] : [];
  });
  return fitting.sort((a, b) => b.compare(a))[0]?.version ?? present.version;
}
