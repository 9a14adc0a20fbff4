import * as z from 'zod'

const Line = z.looseObject({
  time: z.iso.datetime(),
  level: z.string(),
  msg: z.string(),
  operation: z.string().optional(),
  method: z.string().optional(),
  route: z.string().optional(),
  status: z.number().optional(),
  code: z.string().optional(),
  outcome: z.string().optional(),
  replayed: z.boolean().optional(),
})

/** Counts log lines as in docs/observability.md, "Counters at the edge". Names are those of `/metrics`. */
export function countersOf(lines: readonly string[]): Map<string, number> {
  const counters = new Map<string, number>()
  const count = (name: string) => counters.set(name, (counters.get(name) ?? 0) + 1)
  for (const text of lines.filter((line) => line.startsWith('{'))) {
    const { msg, operation, method, route, status, code, outcome, replayed } = Line.parse(JSON.parse(text))
    if (msg === 'payment event') count(`larder_payment_events_total{outcome="${outcome}"}`)
    if (msg !== 'request' && msg !== 'slow request') continue
    count(`larder_http_requests_total{route="${route}",method="${method}",status="${status}"}`)
    count(`larder_http_request_seconds_count{route="${route}"}`)
    if (code !== undefined) count(`larder_problems_total{operation="${operation}",code="${code}"}`)
    if (operation === 'place-order' && status === 201 && !replayed) count('larder_orders_total')
    if (operation === 'create-claim') count(`larder_flash_sale_attempts_total{outcome="${code ?? 'claimed'}"}`)
  }
  return counters
}
