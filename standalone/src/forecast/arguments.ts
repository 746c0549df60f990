import { parseArgs } from 'node:util';
import { defaultModelName, modelCatalogue } from '@coincast/shared/contracts/model-catalogue';

export const outputFormats = ['csv', 'json', 'ndjson'] as const;
export type OutputFormat = (typeof outputFormats)[number];

/** What the command was asked to do. */
export interface ForecastOptions {
  /** Where the data are; null: on standard input. */
  file: string | null;
  /** Of series that name none. */
  model: string;
  /** Of series that say nothing of it; null: nothing was said. */
  horizon: number | null;
  /** How a table's forecast is written; null: nothing was said. */
  format: OutputFormat | null;
  decimal: string | undefined;
  dateOrder: string | undefined;
}

export type Command = { kind: 'help' } | { kind: 'version' } | { kind: 'forecast'; options: ForecastOptions };

/** The arguments make no sense; the message says why, to a person. */
export class UsageError extends Error {}

export const maxHorizon = 1_000_000;

/** @throws UsageError */
export function readArguments(args: readonly string[]): Command {
  const { values, positionals } = parsed(args);
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  if (positionals.length > 1) throw new UsageError(`One file at a time: ${positionals.join(', ')} are several.`);
  const file = positionals[0] ?? '-';
  return {
    kind: 'forecast',
    options: {
      file: file === '-' ? null : file,
      model: oneOf('--model', values.model, modelNames) ?? defaultModelName,
      horizon: horizonOf(values.horizon),
      format: oneOf('--format', values.format, outputFormats) ?? null,
      decimal: oneOf('--decimal', values.decimal, ['.', ',']),
      dateOrder: oneOf('--date-order', values['date-order'], ['dmy', 'mdy']),
    },
  };
}

export const modelNames: readonly string[] = modelCatalogue.map(({ name }) => name);

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
        model: { type: 'string', short: 'm' },
        horizon: { type: 'string', short: 'n' },
        format: { type: 'string', short: 'f' },
        decimal: { type: 'string' },
        'date-order': { type: 'string' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function oneOf<Name extends string>(
  option: string,
  value: string | undefined,
  names: readonly Name[],
): Name | undefined {
  if (value === undefined) return undefined;
  const name = names.find((candidate) => candidate.toLowerCase() === value.toLowerCase());
  if (name === undefined) throw new UsageError(`${option} must be one of ${names.join(', ')}; it is "${value}".`);
  return name;
}

function horizonOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const horizon = Number(text);
  if (/^\d+$/.test(text) && horizon >= 1 && horizon <= maxHorizon) return horizon;
  throw new UsageError(`--horizon must be a whole number from 1 to ${maxHorizon}; it is "${text}".`);
}

export const usage = `Forecasts time series without the service, with the same models.

coincast-forecast [options] [file]        (without a file, or with "-": standard input)
make forecast < series.csv                (options in ARGS="--horizon 12 --model ETS", or HORIZON=12 MODEL=ETS)

What is read, found by its content:
  lines of JSON   one series a line: {"id", "values": [1, null, 3], "horizon"} and, where wanted, "model",
                  "start" (ISO date or epoch milliseconds), "frequency" ("month", "15min", "business day", ...) and
                  "period" (a season's points, one number or several). Answered line by line, in order:
                  {"id", "predictions", "intervals": {"80": {lower, upper}, "95": ...}, "timestamps", "metrics",
                  "warnings", "model"}, or {"id", "error": {"code", "message", "line"}}.
  a table         CSV, JSON, XLSX or Parquet with a time and a price column, as the service takes it. The forecast
                  goes to standard output, what there is to say about it to standard error.

Options:
  -n, --horizon N     points to forecast; of a table by default as many as it has valid rows
  -m, --model NAME    ${modelNames.join(', ')}; default ${defaultModelName}
  -f, --format FORM   of a table's forecast: ${outputFormats.join(', ')}; default csv
      --decimal SIGN  the decimal sign of a table's prices: . or ,
      --date-order O  of a table's dates such as 01/02/2024: dmy or mdy
  -h, --help          this text
      --version       the version

Ends with 0 when everything was forecast, 1 when something could not be, 2 when the arguments make no sense.
`;
