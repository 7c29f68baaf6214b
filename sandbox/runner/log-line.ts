/** A line of what act prints with `--json`. */
export interface LogLine {
  /** The job's id. */
  readonly job?: string;
  /** The step's id, or its number where it has none. */
  readonly step?: string;
  readonly text: string;
  readonly jobResult?: string;
  readonly output?: { readonly name: string; readonly value: string };
  readonly summary?: string;
}

interface ActLine {
  readonly msg?: string;
  readonly jobID?: string;
  readonly stepID?: readonly string[];
  readonly jobResult?: string;
  readonly command?: string;
  readonly name?: string;
  readonly arg?: string;
  readonly content?: string;
}

/** Also takes lines that are not JSON, which act prints when it can't start. */
export function readLogLine(line: string): LogLine {
  const act = parse(line);
  if (!act) return { text: line };
  return {
    job: act.jobID,
    step: act.stepID?.[0],
    text: (act.msg ?? '').trimEnd(),
    jobResult: act.jobResult,
    output: act.command === 'set-output' ? { name: act.name ?? '', value: act.arg ?? '' } : undefined,
    summary: act.command === 'summary' ? act.content : undefined,
  };
}

function parse(line: string): ActLine | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
