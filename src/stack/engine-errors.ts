import { withoutTrace } from './failures/trace';

/** An error that the engine reports. */
export interface EngineError {
  /** The resource that it is about, if it is about one. */
  readonly urn?: string;
  /** One sentence or more, in a person's words. */
  readonly message: string;
}

/**
 * What an error message of the engine says, without what is there for those who debug a provider.
 *
 * The Terraform bridge reports each failure of a resource twice: as the provider logs it
 * (`sdk-v2/provider2.go:572: sdk.helper_schema: …: provider=aws@7.48.0`), and as it returns it to the engine
 * (`creating urn:…: 1 error occurred:\n\t* …`). Both become the same text here.
 *
 * @param message may hold colour directives such as `<{%reset%}>`
 * @returns one text for each error that the message tells of
 */
export function errorTexts(message: string): string[] {
  const text = withoutTrace(message.replace(/<\{%[^%]*%\}>/g, ''))
    .trim()
    .replace(/^[\w./-]+\.go:\d+: (?:[\w.-]+: )?/, '')
    .replace(/: provider=[\w-]+@[\w.+-]+$/, '');
  const items = LIST.test(text) ? text.split(/^\s*\* /m) : [text];
  return items.map((item) => item.replace(DOING, '').replace(LIST, '').trim()).filter((item) => item !== '');
}

/** The head of a list of errors, which may hold other lists. */
const LIST = /\b\d+ errors? occurred:\s*$/m;
/** What the engine was doing with which resource; the event names the resource as well. */
const DOING = /^(?:creating|updating|deleting|reading|refreshing|importing|replacing) urn:\S+: /;

/**
 * Takes out of a text what the AWS SDK for Go says of a request: operation, status and request id. The error's code and
 * AWS's own message remain. Modeled errors come without the words `api error`.
 */
export function withoutRequest(text: string): string {
  return text.replace(
    /operation error [\w ]+: \w+, (?:exceeded maximum number of attempts, \d+, )?https response error StatusCode: \d+, RequestID: [^,]*, (?:api error )?/g,
    '',
  );
}

/** What the engine adds when a run has failed; it says nothing that the errors before it do not say. */
const SUMMARY = /^(?:update|preview|refresh|destroy|import) failed$/;

/** The same error once, and without the engine's summary where there is anything else. */
export function distinct(errors: readonly EngineError[]): EngineError[] {
  const once = [...new Map(errors.map((error) => [JSON.stringify([error.urn, error.message]), error])).values()];
  const telling = once.filter(({ urn, message }) => urn !== undefined || !SUMMARY.test(message));
  return telling.length > 0 ? telling : once;
}
