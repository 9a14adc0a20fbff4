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

/** What a bundle contains besides its functions. */
export interface BundleOptions {
  /** Reports errors; present if built with `--sentry`. */
  sendErrors?: (configuration: Configuration) => void
  /** The variables that the functions read. The others are neither required nor checked. */
  uses?: readonly string[]
  /** Defaults for variables that the platform does not set. */
  variables?: Readonly<Record<string, string>>
}

type Environment = Record<string, unknown>

const initialized = new WeakSet<Configuration>()

/** Returns the configuration of an isolate, and starts error reporting on the first call. */
export function initialize(env: Environment, { sendErrors, uses }: BundleOptions): Configuration {
  const configuration = getConfiguration(env, uses)
  if (initialized.has(configuration)) return configuration
  initialized.add(configuration)
  sendErrors?.(configuration)
  if (configuration.sentry !== undefined && sendErrors === undefined) {
    logger(configuration).warn('SENTRY_DSN is set, but errors are not reported: this was built without --sentry')
  }
  return configuration
}

/** Wraps a function for all platforms. If its environment is invalid, it responds with 500 and logs the reason. */
export function isolate(fn: Pick<EdgeFunction, 'fetch'>, extras: BundleOptions): EdgeFunction['fetch'] {
  return async (request, env, context) => {
    try {
      initialize(env, extras)
    } catch (error) {
      if (error instanceof ConfigurationError) return respondMisconfigured(request, error)
      throw error
    }
    return fn.fetch(request, env, context)
  }
}

function respondMisconfigured(request: Request, { message }: ConfigurationError): Response {
  const requestId = readRequestId(request)
  const line = { level: 'fatal', time: new Date().toISOString(), request_id: requestId, msg: message }
  // biome-ignore lint/suspicious/noConsole: without a configuration there is no logger
  console.error(JSON.stringify(line))
  const headers = { 'x-request-id': requestId, 'cache-control': 'no-store' }
  return toResponse(
    problem(
      'internal_error',
      'This function is not configured correctly. Its log contains the reason.',
      requestId,
      {},
      headers,
    ),
  )
}
