import { startChild } from './child-server.ts'
import { httpClient } from './http-client.ts'
import { type Comparison, compare, measure } from './measure.ts'

const CALLERS = 16
const READS_PER_TURN = 2_000
const PATH = '/products/MILK-0001'

/** Reads a cached product over HTTP, compared with a bare Hono handler. */
export async function benchProductRead(url: string): Promise<Comparison> {
  const servers = {
    cached: await startChild('functions/_server.ts', url, { USE_CACHE: 'True', LOG_LEVEL: 'info' }),
    bare: await startChild('scripts/bench/bare-server.ts', url),
  }
  const clients = {
    cached: httpClient(servers.cached.origin, CALLERS),
    bare: httpClient(servers.bare.origin, CALLERS),
  }
  const turn = async (name: 'cached' | 'bare') => {
    const { perSecond } = await measure(Array(READS_PER_TURN).fill(0), CALLERS, () =>
      clients[name].send('GET', PATH, 200),
    )
    return perSecond
  }
  try {
    return await compare(
      () => turn('cached'),
      () => turn('bare'),
    )
  } finally {
    for (const name of ['cached', 'bare'] as const) {
      clients[name].close()
      await servers[name].stop()
    }
  }
}
