import {
  type Configuration,
  ConfigurationError,
  getConfiguration,
} from '../../shared/platform/configuration/configuration.ts'
import type { EdgeFunction } from '../../shared/platform/http/definition.ts'
import { problem } from '../../shared/platform/http/problem.ts'
import { toResponse } from '../../shared/platform/http/reply.ts'
import { readRequestId } from '../../shared/platform/http/request-id.ts'
import { logger } from '../../shared/platform/observability/logger.ts'

/** What a bundle was built with besides its functions. */
export interface BundleOptions {
  /** Where errors go: with `--sentry`. */
  sendErrors?: (configuration: Configuration) => void
  /** Where the platform has no file for them: what it leaves unset. */
  variables?: Readonly<Record<string, string>>
}

type Environment = Record<string, unknown>

const begun = new WeakSet<Configuration>()

/** The configuration of an isolate; the first time, what was built in begins its work. */
export function begin(env: Environment, { sendErrors }: BundleOptions): Configuration {
  const configuration = getConfiguration(env)
  if (begun.has(configuration)) return configuration
  begun.add(configuration)
  sendErrors?.(configuration)
  if (configuration.sentry !== undefined && sendErrors === undefined) {
    logger(configuration).warn('SENTRY_DSN is set, but this was built without --sentry: nothing is sent')
  }
  return configuration
}

/** A function as every platform calls it: one that was deployed with a faulty environment says so in the log. */
export function isolate(fn: Pick<EdgeFunction, 'fetch'>, extras: BundleOptions): EdgeFunction['fetch'] {
  return async (request, env, context) => {
    try {
      begin(env, extras)
    } catch (error) {
      if (error instanceof ConfigurationError) return misconfigured(request, error)
      throw error
    }
    return fn.fetch(request, env, context)
  }
}

function misconfigured(request: Request, { message }: ConfigurationError): Response {
  const requestId = readRequestId(request)
  const line = { level: 'fatal', time: new Date().toISOString(), request_id: requestId, msg: message }
  // biome-ignore lint/suspicious/noConsole: without a configuration there is no logger
  console.error(JSON.stringify(line))
  const headers = { 'x-request-id': requestId, 'cache-control': 'no-store' }
  return toResponse(
    problem(
      'internal_error',
      'This function is not configured. Its log names what is missing.',
      requestId,
      {},
      headers,
    ),
  )
}
