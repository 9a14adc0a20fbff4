import * as z from 'zod'

const Line = z.looseObject({
  level: z.string(),
  time: z.string(),
  msg: z.string().optional(),
  err: z.object({ message: z.string().optional(), stack: z.string().optional() }).optional(),
})
const RequestLine = z.object({
  method: z.string(),
  route: z.string(),
  status: z.int(),
  code: z.string().optional(),
  milliseconds: z.number(),
  request_id: z.string(),
})

const COLORS: Readonly<Record<string, string>> = { warning: '\u001b[33m', error: '\u001b[31m', fatal: '\u001b[31m' }
const PLAIN = '\u001b[0m'

/**
 * A log line for the terminal of a developer, from its JSON: time, level if it is not `info`, message, fields. A request is
 * `GET /products 200 12 ms`. Below an error is its stack. A line that is not JSON is returned as it is.
 */
export function readableLine(json: string): string {
  const parsed = Line.safeParse(parse(json))
  if (!parsed.success) return json
  const { level, time, msg = '', err, ...fields } = parsed.data
  const color = COLORS[level]
  const label = color === undefined ? '' : `${color}${level.toUpperCase()}${PLAIN} `
  const stack = err === undefined ? '' : `\n    ${(err.stack ?? err.message ?? '').replaceAll('\n', '\n    ')}`
  return `${clockTime(time)} ${label}${describe(msg, fields)}${stack}\n`
}

function describe(msg: string, fields: Record<string, unknown>): string {
  const request = RequestLine.safeParse(fields)
  if (!request.success) {
    const rest = Object.entries(fields).map(
      ([name, value]) => ` ${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
    )
    return `${msg}${rest.join('')}`
  }
  const { method, route, status, code, milliseconds, request_id } = request.data
  const parts = [method, route === '' ? '(no such path)' : route, status, code, `${milliseconds} ms`, request_id]
  const prefix = msg === 'request' ? '' : `${msg}: `
  return `${prefix}${parts.filter((part) => part !== undefined).join(' ')}`
}

/** Local time: `09:41:07`. */
const clockTime = (time: string) => new Date(time).toTimeString().slice(0, 8)

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
