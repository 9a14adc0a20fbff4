import pino from 'pino'
import type { Configuration } from '../configuration/configuration.ts'
import { perConfiguration } from '../configuration/per-configuration.ts'
import { describeError } from './describe-error.ts'

export type Logger = pino.Logger

/** JSON lines on stdout; at the edge, where there is no stdout, on the console. */
export function loggerOptions(configuration: Configuration): pino.LoggerOptions {
  return {
    level: configuration.logLevel,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    // The values of what a shopper sent are never logged; these names are the net below that rule.
    redact: { paths: ['*.authorization', '*.password', '*.accessToken', '*.address', '*.email'], censor: '[redacted]' },
    serializers: { err: describeError },
    browser: {
      asObject: true,
      serialize: true,
      formatters: { level: (label) => ({ level: label }) },
      // biome-ignore lint/suspicious/noConsole: the platform's log is its console
      write: (line) => console.log(JSON.stringify(line)),
    },
  }
}

export const loggers = perConfiguration((configuration) => pino(loggerOptions(configuration)))
export const logger = loggers.of
