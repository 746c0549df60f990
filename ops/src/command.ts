import { ConfigError, loadConfig } from '@coincast/shared/config';
import { Command, CommanderError } from 'commander';
import Joi from 'joi';
import { exitCodes, OpsError, type Report, UsageError } from './report.js';

export interface CommandDescription<Input> {
  /** As commander has it, with arguments: `topup <email> <amount>`. */
  usage: string;
  summary: string;
  /** What it does, what it reads and what it changes. */
  description: string;
  /** Variables that it reads, and what they are. */
  environment: Record<string, string>;
  /** When it exits with 1; left out: never. */
  alarm?: string;
  examples: readonly string[];
  /** Flags and what they mean; the defaults are the schema's. */
  options?: readonly (readonly [flags: string, meaning: string])[];
  /** Of the options and arguments, by their names. */
  input: Joi.ObjectSchema<Input>;
  run(input: Input): Promise<Report>;
}

/** Makes a command that validates what it is given, prints its report, and sets the exit code. */
export function command<Input>(description: CommandDescription<Input>): Command {
  const { usage, summary, options = [], input, run } = description;
  const made = new Command(usage.split(' ')[0])
    .summary(summary)
    .description(description.description.replace(/\s+/g, ' '));
  for (const argument of usage.split(' ').slice(1)) made.argument(argument);
  for (const [flags, meaning] of options) made.option(flags, meaning);
  return made
    .option('--json', 'print JSON instead of a table')
    .addHelpText('after', helpAfter(description))
    .action(async () => {
      const { json, ...given } = made.opts();
      const named = Object.fromEntries(made.registeredArguments.map((argument, n) => [argument.name(), made.args[n]]));
      const report = await run(checked(input, { ...given, ...named }));
      console.log(json === true ? JSON.stringify(report.json, null, 2) : report.text);
      process.exitCode = report.alarming ? exitCodes.alarming : exitCodes.fine;
    });
}

/** A command that only holds others. */
export function group(name: string, description: string, ...commands: Command[]): Command {
  const made = new Command(name).description(description);
  for (const one of commands) made.addCommand(one);
  return made;
}

/**
 * Reads the variables that a command needs.
 * @throws ConfigError naming every one that is missing or wrong, without its value.
 */
export function environment<Config>(fields: Joi.PartialSchemaMap<Config>): Config {
  return loadConfig('ops', Joi.object<Config>(fields));
}

/** Runs the tool and says on standard error what went wrong, never with a stack or a secret. */
export async function runProgram(program: Command, argv: readonly string[]): Promise<void> {
  for (const one of [program, ...program.commands.flatMap((child) => [child, ...child.commands])]) {
    one.exitOverride().showHelpAfterError('(--help tells how it is used)');
  }
  try {
    await program.parseAsync([...argv]);
  } catch (error) {
    process.exitCode = codeOf(error);
    // Commander has said it itself.
    if (!(error instanceof CommanderError)) console.error(messageOf(error));
  }
}

function codeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.fine : exitCodes.usage;
  return error instanceof ConfigError || error instanceof UsageError ? exitCodes.usage : exitCodes.failed;
}

function messageOf(error: unknown): string {
  if (error instanceof OpsError || error instanceof UsageError || error instanceof ConfigError) return error.message;
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('\n');
  return error instanceof Error ? `Failed: ${error.message}` : 'Failed';
}

function checked<Input>(schema: Joi.ObjectSchema<Input>, given: Record<string, unknown>): Input {
  const { value, error } = schema.validate(given, { abortEarly: false, errors: { wrap: { label: false } } });
  if (error) throw new UsageError(error.details.map(({ message }) => message).join('\n'));
  return value;
}

type Explained = Pick<CommandDescription<unknown>, 'environment' | 'alarm' | 'examples'>;

function helpAfter({ environment: variables, alarm, examples }: Explained): string {
  const codes = [
    '  0  done',
    ...(alarm ? [`  1  ${alarm}`] : []),
    '  2  the arguments or the environment are wrong',
    '  3  it could not be done, and says why',
  ];
  const names = Object.entries(variables).map(([name, meaning]) => `  ${name}  ${meaning}`);
  return [
    '',
    ...(names.length > 0 ? ['Environment:', ...names, ''] : []),
    'Exit codes:',
    ...codes,
    '',
    'Examples:',
    ...examples.map((example) => `  ${example}`),
  ].join('\n');
}
