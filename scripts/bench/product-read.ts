import { startChild } from './child-server.ts'
import { httpClient } from './http-client.ts'
import { type Comparison, compare, measure } from './measure.ts'

const CALLERS = 16
const READS_IN_A_TURN = 2_000
const PATH = '/products/MILK-0001'

/** A product read out of the cache, over HTTP, beside a bare Hono handler. */
export async function benchProductRead(url: string): Promise<Comparison> {
  const servers = {
    kept: await startChild('functions/_server.ts', url, { USE_CACHE: 'True', LOG_LEVEL: 'info' }),
    bare: await startChild('scripts/bench/bare-server.ts', url),
  }
  const clients = {
    kept: httpClient(servers.kept.origin, CALLERS),
    bare: httpClient(servers.bare.origin, CALLERS),
  }
  const turn = async (name: 'kept' | 'bare') => {
    const { perSecond } = await measure(Array(READS_IN_A_TURN).fill(0), CALLERS, () =>
      clients[name].send('GET', PATH, 200),
    )
    return perSecond
  }
  try {
    return await compare(
      () => turn('kept'),
      () => turn('bare'),
    )
  } finally {
    for (const name of ['kept', 'bare'] as const) {
      clients[name].close()
      await servers[name].stop()
    }
  }
}
