import cluster from 'node:cluster'
import { AggregatorRegistry } from '@prometheus-io/client'
import { registry } from './metrics.ts'

/** A scrape that waits longer for the other processes returns the metrics of this process alone. */
const TIMEOUT_MILLISECONDS = 6_000
const METRICS_REQUEST = 'larder:metrics-request'
const METRICS_RESPONSE = 'larder:metrics-response'

interface Message {
  type: string
  id: number
  text: string | null
}

AggregatorRegistry.setRegistries(registry)
// In a worker this object responds to the primary process; in the primary process it queries the workers.
const processes = new AggregatorRegistry()

/** In the primary process: sends the aggregated metrics to a worker that is scraped. */
export function aggregateMetrics(): void {
  cluster.on('message', (worker, message: Message) => {
    if (message.type !== METRICS_REQUEST) return
    const respond = (text: string | null) =>
      worker.isConnected() && worker.send({ type: METRICS_RESPONSE, id: message.id, text })
    processes.clusterMetrics().then(respond, () => respond(null))
  })
}

/** The metrics of all processes that share the port. */
export function clusterMetrics(): Promise<string> {
  return cluster.isWorker ? requestFromPrimary().then((text) => text ?? registry.metrics()) : registry.metrics()
}

/** Keeps the counts of a process in the sums after it ends. */
export async function submitMetrics(): Promise<void> {
  if (cluster.isWorker) await processes.shutdown().catch(() => {})
}

let lastId = 0

function requestFromPrimary(): Promise<string | null> {
  const id = lastId++
  return new Promise((resolve) => {
    const settle = (text: string | null) => {
      clearTimeout(timer)
      process.off('message', listen)
      resolve(text)
    }
    const listen = (message: Message) => {
      if (message.type === METRICS_RESPONSE && message.id === id) settle(message.text)
    }
    const timer = setTimeout(() => settle(null), TIMEOUT_MILLISECONDS)
    process.on('message', listen)
    process.send?.({ type: METRICS_REQUEST, id })
  })
}
