import type { ActionRun } from '../../sandbox/action';

/** What a run leaves, as far as it is the same for every run, whatever went wrong. */
export interface Told extends ActionRun {
  /** The report file, if there is one. */
  readonly report?: string;
  readonly milliseconds: number;
}

/** What nobody wants to read: where in the code something broke, and values that are none. */
const NOT_FOR_PEOPLE: readonly RegExp[] = [
  /^\s+at .+:\d+:\d+\)?$/m,
  /\bgoroutine \d+/,
  /\b[\w/]+\.go:\d+/,
  /\bnode:internal\b/,
  /\bUnhandledPromiseRejection\b|\bunhandledRejection\b/i,
  /\bundefined\b/,
  /\[object \w+\]/,
  /\bNaN\b/,
];

/** @returns what is wrong about how a run told what came of it, in a sentence each; none if nothing is */
export function wrongInTelling(run: Told, { bound }: { readonly bound: number }): string[] {
  const { exitCode, outputs, summary, report, milliseconds } = run;
  const reason = outputs['failure-reason'];
  const shown = [shownLog(run.log), summary, report ?? ''].join('\n');
  const [, message = ''] = /^Reason: [\w-]+: (.*)$/m.exec(run.log) ?? [];
  const check = (holds: boolean, sentence: string) => (holds ? [] : [sentence]);
  return [
    ...check([0, 1].includes(exitCode), `It ended with ${exitCode}.`),
    ...check((exitCode === 0) === (reason === ''), `It ended with ${exitCode}, and the reason is "${reason}".`),
    ...check(reason !== 'internal', `It is a fault of the Action: ${message}`),
    ...check(exitCode === 0 || message !== '', 'The log has no sentence that says what happened.'),
    ...check(
      reason !== 'engine-failure' || (/[.!?…]$/.test(message) && !/^error:|[{}<>]/.test(message)),
      `What the engine says is no sentence: ${message}`,
    ),
    ...NOT_FOR_PEOPLE.flatMap((pattern) => {
      const match = pattern.exec(shown);
      return match ? [`People read: ${shown.slice(Math.max(0, match.index - 80), match.index + 120)}`] : [];
    }),
    ...check(milliseconds <= bound, `It took ${Math.round(milliseconds / 1000)} s.`),
    ...check(summary !== '', 'There is no summary.'),
    ...check(isJson(report), 'There is no report file that can be read.'),
  ];
}

/** What the runner prints: nothing of masks, and of the debug log only where it was asked for. */
function shownLog(log: string): string {
  return log.replace(/^::(?:add-mask|debug)::.*$/gm, '');
}

function isJson(text: string | undefined): boolean {
  try {
    return text !== undefined && typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}
