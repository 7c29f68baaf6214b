import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { textOf } from '../../sandbox/github/http';

type Parameters = Readonly<Record<string, string>>;
/** The content of a result as XML, or the code of an error. */
type Answer = string | { readonly error: string };

export interface FakeIam {
  readonly url: string;
  /** The actions that were asked for, each with what it was asked about. */
  readonly asked: readonly string[];
  stop(): Promise<void>;
}

/** IAM's protocol, and answers by action; what has none is denied. */
export async function startFakeIam(
  answers: Readonly<Record<string, (parameters: Parameters) => Answer>>,
): Promise<FakeIam> {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    void textOf(request).then((body) => {
      const { Action = '', Version: _, ...parameters } = Object.fromEntries(new URLSearchParams(body));
      asked.push([Action, ...Object.values(parameters)].join(' '));
      const answer = answers[Action]?.(parameters) ?? { error: 'AccessDenied' };
      if (typeof answer === 'string') {
        response.end(`<${Action}Response><${Action}Result>${answer}</${Action}Result></${Action}Response>`);
      } else {
        const error = `<Error><Code>${answer.error}</Code><Message>${Action}: no</Message></Error>`;
        response.writeHead(answer.error === 'NoSuchEntity' ? 404 : 403).end(`<ErrorResponse>${error}</ErrorResponse>`);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A list in XML, and whether there is more behind the marker. */
export function list(name: string, members: readonly string[], marker?: string): string {
  const content = members.map((member) => `<member>${member}</member>`).join('');
  const end = marker ? `<IsTruncated>true</IsTruncated><Marker>${marker}</Marker>` : '<IsTruncated>false</IsTruncated>';
  return `<${name}>${content}</${name}>${end}`;
}

export const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'AKIATEST', AWS_SECRET_ACCESS_KEY: 'secret', AWS_MAX_ATTEMPTS: '1' };
