import pg from 'pg'
import { captureContext, recordConnectionWait } from '#instruments'

type Received = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  release: (error?: unknown) => void,
) => void

/** A pool that measures how long each caller waits for a connection. */
export class MeasuredPool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>
  override connect(received: Received): void
  override connect(received?: Received): Promise<pg.PoolClient> | undefined {
    const started = performance.now()
    // The pool hands over a connection within the call that has released it, which is another request's.
    const inContext = captureContext()
    const measure = () => inContext(() => recordConnectionWait(performance.now() - started))
    if (received === undefined) return super.connect().finally(measure)
    super.connect((error, client, release) => {
      measure()
      received(error, client, release)
    })
    return undefined
  }
}
