import pino from 'pino'
import type { Configuration } from '../configuration/configuration.ts'
import { perConfiguration } from '../configuration/per-configuration.ts'
import { describeError } from './describe-error.ts'
import { reportError } from './error-reports.ts'

export type Logger = pino.Logger

const ERROR = 50

const isWithError = (facts: unknown): facts is { err: unknown } =>
  typeof facts === 'object' && facts !== null && 'err' in facts

/** As most readers of logs know them. */
const levelOf = (label: string) => ({ level: label === 'warn' ? 'warning' : label })

/** JSON lines on stdout; at the edge, where there is no stdout, on the console. */
export function loggerOptions(configuration: Configuration): pino.LoggerOptions {
  return {
    level: configuration.logLevel,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: levelOf },
    // The values of what a shopper sent are never logged; these names are the net below that rule.
    redact: { paths: ['*.authorization', '*.password', '*.accessToken', '*.address', '*.email'], censor: '[redacted]' },
    serializers: { err: describeError },
    hooks: {
      logMethod(line, log, level) {
        const [facts, msg] = line
        if (level >= ERROR && isWithError(facts)) {
          const { err, ...others } = facts
          reportError(err, { ...this.bindings(), ...others, msg })
        }
        log.apply(this, line)
      },
    },
    browser: {
      asObject: true,
      serialize: true,
      formatters: { level: levelOf },
      // biome-ignore lint/suspicious/noConsole: the platform's log is its console
      write: (line) => console.log(JSON.stringify(line)),
    },
  }
}

export const loggers = perConfiguration((configuration) => pino(loggerOptions(configuration)))
export const logger = loggers.of
