import pino from 'pino'
import type { Configuration } from '../configuration/configuration.ts'
import { perConfiguration } from '../configuration/per-configuration.ts'
import { describeError } from './describe-error.ts'
import { reportError } from './error-reporter.ts'

export type Logger = pino.Logger

const ERROR = 50

const isWithError = (facts: unknown): facts is { err: unknown } =>
  typeof facts === 'object' && facts !== null && 'err' in facts

/** The names that most log viewers recognize. */
const levelOf = (label: string) => ({ level: label === 'warn' ? 'warning' : label })

/** At the edge there is no stdout: the platform's log is its console. */
// biome-ignore lint/suspicious/noConsole: see above
const writeToConsole = (line: string) => console.log(line)

/** An error line at the edge, where pino calls no hook. Its error is already described. */
const isErrorLine = (line: object): line is { level: string; err: Record<string, unknown> } =>
  'level' in line && (line.level === 'error' || line.level === 'fatal') && 'err' in line && typeof line.err === 'object'

let writtenAt = Number.NaN
let written = ''
/** Cached, because a busy process writes many lines in the same millisecond. */
function isoTime(): string {
  const now = Date.now()
  if (now !== writtenAt) {
    writtenAt = now
    // pino's format: a value at the edge, a fragment of the line elsewhere.
    written = pino.stdTimeFunctions.isoTime()
  }
  return written
}

/** JSON lines on stdout; at the edge through `write`. */
export function loggerOptions(configuration: Configuration, write = writeToConsole): pino.LoggerOptions {
  return {
    level: configuration.logLevel,
    base: null,
    timestamp: isoTime,
    formatters: { level: levelOf },
    // Code never logs values that a shopper sent. These names are a second safeguard.
    redact: { paths: ['*.authorization', '*.password', '*.accessToken', '*.address', '*.email'], censor: '[redacted]' },
    serializers: { err: describeError },
    hooks: {
      logMethod(line, log, level) {
        const [facts, msg] = line
        if (level >= ERROR && isWithError(facts)) {
          const { err, ...others } = facts
          reportError(describeError(err), { ...this.bindings(), ...others, msg })
        }
        log.apply(this, line)
      },
    },
    browser: {
      asObject: true,
      serialize: true,
      formatters: { level: levelOf },
      write(line) {
        if (isErrorLine(line)) reportError(line.err, { ...line })
        write(JSON.stringify(line))
      },
    },
  }
}

export const loggers = perConfiguration((configuration) => pino(loggerOptions(configuration)))
export const logger = loggers.get

/** For the request line, whose fields are all our own: redaction would double its cost. */
export const requestLogger = perConfiguration((configuration) => logger(configuration).child({}, { redact: [] })).get
