import { startChild } from './child-server.ts'
import { httpClient } from './http-client.ts'
import { measure, median } from './measure.ts'

const CALLERS = 16
const READS = 8_000
const ROUNDS = 5
const PATH = '/products/MILK-0001'

export interface ProductReadFigure {
  keptPerSecond: number
  barePerSecond: number
}

/** A product read out of the cache, over HTTP, beside a bare Hono handler: in turn, so that noise falls on both. */
export async function benchProductRead(url: string): Promise<ProductReadFigure> {
  const servers = {
    kept: await startChild('functions/_server.ts', url, { USE_CACHE: 'True', LOG_LEVEL: 'info' }),
    bare: await startChild('scripts/bench/bare-server.ts', url),
  }
  const clients = {
    kept: httpClient(servers.kept.origin, CALLERS),
    bare: httpClient(servers.bare.origin, CALLERS),
  }
  const seen: Record<'kept' | 'bare', number[]> = { kept: [], bare: [] }
  try {
    for (let round = 0; round <= ROUNDS; round++) {
      for (const name of ['kept', 'bare'] as const) {
        const { perSecond } = await measure(Array(READS).fill(0), CALLERS, () => clients[name].send('GET', PATH, 200))
        // The first round warms up.
        if (round > 0) seen[name].push(perSecond)
      }
    }
    return { keptPerSecond: median(seen.kept), barePerSecond: median(seen.bare) }
  } finally {
    for (const name of ['kept', 'bare'] as const) {
      clients[name].close()
      await servers[name].stop()
    }
  }
}
