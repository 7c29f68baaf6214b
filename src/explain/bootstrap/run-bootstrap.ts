import { stringify } from 'yaml';
import { bootstrapCommands, FILES } from './commands';
import { type BootstrapLine, readBootstrapLine } from './read-bootstrap';
import { BOOTSTRAP_USAGE } from './usage';
import { wrongLineText } from './wrong-line';
import { listed } from '../../shared/listed';
import { bootstrapTemplate } from '../../template/bootstrap/cloudformation';
import { bootstrapProgram } from '../../template/bootstrap/pulumi-program';
import { needsBootstrap } from '../../template/options/deployment';

interface BootstrapConsole {
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
  readonly folder: string;
}

const FORMATS = ['cloudformation', 'pulumi'] as const;

/**
 * Prints what must exist once in AWS, for a file, and to the side what to do with it.
 *
 * @param line the arguments behind `bootstrap`
 * @returns the exit code
 */
export function runBootstrap(line: readonly string[], { print, printError, folder }: BootstrapConsole): 0 | 2 {
  const result = readBootstrapLine(line, folder);
  if (result === 'help') {
    print(BOOTSTRAP_USAGE);
    return 0;
  }
  const wrong = 'wrong' in result ? result.wrong : wrongUse(result.read);
  if (wrong.length > 0 || 'wrong' in result) {
    printError(wrongLineText(wrong, 'bootstrap'));
    return 2;
  }
  const { read } = result;
  const format = FORMATS.find((each) => each === read.format) ?? 'cloudformation';
  print(fileText(format, read));
  printError(advice(format, read));
  return 0;
}

function wrongUse({ format = 'cloudformation', environment }: BootstrapLine) {
  return [
    ...(FORMATS.some((each) => each === format)
      ? []
      : [{ name: '--format', value: format, expected: listed(FORMATS, 'or') }]),
    ...(needsBootstrap(environment)
      ? []
      : [{ name: 'bootstrap', expected: 'something to make: all that it could make is said to be there already' }]),
  ];
}

function fileText(format: (typeof FORMATS)[number], { environment, deployment }: BootstrapLine): string {
  const about = `What the workflows of ${environment.slug} need in AWS, once`;
  const made =
    format === 'pulumi'
      ? { ...bootstrapProgram(environment, deployment), description: about }
      : { ...bootstrapTemplate(environment, deployment), Description: about };
  // CloudFormation and its tools read YAML 1.1, where a bare date is no text.
  return `# Made by model-deployment-iam bootstrap.\n${stringify(made, { version: '1.1', lineWidth: 0 })}`;
}

function advice(format: (typeof FORMATS)[number], read: BootstrapLine): string {
  const { environment } = read;
  const { account, name, previewRoleArn, deployRoleArn, creates } = environment;
  const isKnown = /^\d{12}$/.test(account);
  const roleOf = (arn: string) => (isKnown ? arn : arn.replace(/^.*\//, ''));
  const place = format === 'pulumi' ? `${FILES.pulumi} in a folder of its own` : FILES[format];
  return [
    `Save this as ${place} (put > ${FILES[format]} behind the command), and run the following there, once, with an`,
    `administrator's credentials for ${isKnown ? `the account ${account}` : 'the account of the model'}:`,
    '',
    bootstrapCommands(format, environment, read),
    '',
    ...(creates.previewRole ? [`Previews assume ${roleOf(previewRoleArn)}: it reads, and changes nothing.`] : []),
    ...(creates.deployRole
      ? [`Deployments assume ${roleOf(deployRoleArn)}, and only in the environment ${name}: protect that on GitHub.`]
      : []),
    'Then "model-deployment-iam doctor" with the same options checks all of it.',
    '',
  ].join('\n');
}
