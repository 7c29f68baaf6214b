import { delimiter } from 'node:path';
import { PulumiCommand } from '@pulumi/pulumi/automation';
import { parse, type SemVer } from 'semver';
import type { Downloads } from './checksums';
import { downloadEngine, type ToolCache } from './install';
import { splitMirror } from './mirror';
import { releaseFor } from './release';
import { isUsable, keepTool, type ToolFolder, toolFolder } from './tool-folder';
import { engineVersionOnPath } from './version';
import { withRun } from './with-run';
import { RunFailure } from '../../failure';

interface EngineOptions {
  /** The oldest version that will do, and the one to install. */
  readonly version: string;
  /** Of the engine on PATH, if there is one. */
  readonly versionOnPath: Promise<SemVer | undefined>;
  readonly tools: () => Promise<ToolCache>;
  /** The folder of the runner's tool cache, if it has one. */
  readonly toolCache?: string;
  readonly log: (line: string) => void;
  /** Aborted when the workflow is cancelled. */
  readonly signal: AbortSignal;
  readonly downloads: Downloads;
  /** Is told of a download that nothing but its host vouches for, in a sentence. */
  readonly unverified: (sentence: string) => void;
}

/**
 * Finds a compatible engine (same major version, not older) on PATH or in the tool cache, or installs it. One that is not
 * on PATH is put there, for this process and those it starts.
 *
 * @throws RunFailure `engine-unavailable`; so does a run of an engine from the tool cache that turns out not to be one
 */
export async function locateEngine(options: EngineOptions): Promise<PulumiCommand> {
  const version = parse(options.version)!;
  const onPath = await options.versionOnPath;
  if (isCompatible(onPath, version)) return engineOf(onPath);

  const kept = options.toolCache ? toolFolder(options.toolCache, `${version}`) : undefined;
  const folder = kept && (await isUsable(kept)) ? kept.path : await install(options, kept);
  process.env.PATH = [folder, process.env.PATH].join(delimiter);
  return engineOfToolCache(version, folder);
}

/**
 * The tool cache tells the version of what it holds, so nobody waits for the engine to tell it. It is asked only where a run
 * of it fails; that may be the reason.
 */
function engineOfToolCache(version: SemVer, folder: string): PulumiCommand {
  return withRun(engineOf(version), (run) => async (...options) => {
    try {
      return await run(...options);
    } catch (error) {
      if (isCompatible(await engineVersionOnPath(), version)) throw error;
      const message = `The Pulumi engine in ${folder} does not run, or is not ${version}.`;
      throw new RunFailure('engine-unavailable', message, {
        hint: 'Remove it from the tool cache, or install Pulumi in a step before.',
      });
    }
  });
}

function isCompatible(version: SemVer | undefined, wanted: SemVer): version is SemVer {
  return version !== undefined && version.major === wanted.major && version.compare(wanted) >= 0;
}

/** What `PulumiCommand.get` makes, without asking the engine for its version once more. */
function engineOf(version: SemVer): PulumiCommand {
  return Object.assign(Object.create(PulumiCommand.prototype), { command: 'pulumi', version });
}

async function install(options: EngineOptions, kept: ToolFolder | undefined): Promise<string> {
  const { version, log, signal, downloads, unverified } = options;
  const mirror = downloads.mirror && splitMirror(downloads.mirror).url;
  const release = releaseFor(version, process.platform, process.arch, mirror);
  if (!release) {
    throw new RunFailure('engine-unavailable', `Pulumi has no release for ${process.platform} ${process.arch}.`, {
      hint: 'Use a runner with Linux, macOS or Windows on x64 or arm64.',
    });
  }
  log(`Installing Pulumi ${version} from ${release.archiveUrl}`);
  const installing = { tools: await options.tools(), downloads, unverified, log, signal };
  const downloaded = await downloadEngine(release, installing);
  return kept ? keepTool(downloaded, kept, log) : downloaded;
}
