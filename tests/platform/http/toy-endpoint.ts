import pino from 'pino'
import * as z from 'zod'
import { type Outcome, success } from '../../../shared/outcome.ts'
import { getConfiguration } from '../../../shared/platform/configuration/configuration.ts'
import type { Access } from '../../../shared/platform/http/access/admission.ts'
import type { HandlerContext, Method } from '../../../shared/platform/http/definition.ts'
import { endpoint } from '../../../shared/platform/http/endpoint.ts'
import { loggerOptions, loggers } from '../../../shared/platform/observability/logger.ts'

const ToyPath = z.object({ toyId: z.string().max(20) })
const ToyQuery = z.object({ colour: z.enum(['red', 'blue']).default('red') })
const ToyHeaders = z.object({ 'x-size': z.coerce.number().int().max(9).default(1) })
const ToyBody = z.object({ name: z.string().max(10), tags: z.array(z.string()).max(3).optional() }).loose()
const Toy = z.object({ toyId: z.string(), colour: z.string(), size: z.number(), name: z.string() })

type Seen = HandlerContext<
  z.output<typeof ToyPath>,
  z.output<typeof ToyQuery>,
  z.output<typeof ToyHeaders>,
  z.output<typeof ToyBody>
>

export const TOY_BODY_LIMIT_BYTES = 1_000

interface Plan {
  /** Runs in the handler, before its own response. */
  work?: (seen: Seen) => Promise<Outcome<z.output<typeof Toy>, 'product_not_found'> | undefined>
}

/** An endpoint with every kind of input. */
export function toyEndpoint({ work }: Plan = {}) {
  return endpoint({
    operation: 'make-toy',
    method: 'POST',
    route: '/toys/{toyId}',
    area: 'Toys',
    summary: 'Make a toy',
    access: 'public',
    path: ToyPath,
    query: ToyQuery,
    headers: ToyHeaders,
    body: ToyBody,
    bodyLimitBytes: TOY_BODY_LIMIT_BYTES,
    answer: { status: 201, body: Toy, description: 'The toy.' },
    refusals: ['product_not_found'],
    handle: async (seen) => {
      const planned = await work?.(seen)
      const { path, query, headers, body } = seen
      return planned ?? success({ ...path, ...query, size: headers['x-size'], name: body.name }, { 'x-toy': 'made' })
    },
  })
}

/** An endpoint without input. */
export function bareEndpoint(method: Method = 'GET', access: Access = 'public') {
  return endpoint({
    operation: 'read-toys',
    method,
    route: '/toys',
    area: 'Toys',
    summary: 'Read toys',
    access,
    answer: { status: 200, body: z.object({ toys: z.int() }), description: 'How many.' },
    handle: async () => success({ toys: 3 }),
  })
}

interface ToyRequest extends RequestInit {
  path?: string
  /** Required for a streamed body. */
  duplex?: 'half'
}

/** A well-formed request for the toy endpoint, changed by `init`. */
export function toyRequest({ path = '/toys/t1', ...init }: ToyRequest = {}): Request {
  return new Request(new URL(path, 'http://shop.example'), {
    method: 'POST',
    body: JSON.stringify({ name: 'Bear' }),
    ...init,
    headers: { 'content-type': 'application/json', ...Object.fromEntries(new Headers(init.headers)) },
  })
}

/** Collects the log lines of endpoints with this `env`. */
export function captureLog(env: Record<string, string>): string[] {
  const lines: string[] = []
  const configuration = getConfiguration(env)
  loggers.bind(configuration, pino(loggerOptions(configuration), { write: (line: string) => lines.push(line) }))
  return lines
}
