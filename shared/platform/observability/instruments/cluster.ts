import cluster from 'node:cluster'
import { AggregatorRegistry } from '@prometheus-io/client'
import { registry } from './metrics.ts'

/** How long a scrape waits for the other processes before it is told what this one knows. */
const PATIENCE_MILLISECONDS = 6_000
const WANTED = 'larder:metrics-wanted'
const GATHERED = 'larder:metrics'

interface Message {
  type: string
  id: number
  text: string | null
}

AggregatorRegistry.setRegistries(registry)
// In a worker it answers the first process from now on; in the first process it knows the workers.
const processes = new AggregatorRegistry()

/** In the process that keeps the others: hands each of them, when it is scraped, the numbers of all. */
export function gatherMetrics(): void {
  cluster.on('message', (worker, message: Message) => {
    if (message.type !== WANTED) return
    const answer = (text: string | null) =>
      worker.isConnected() && worker.send({ type: GATHERED, id: message.id, text })
    processes.clusterMetrics().then(answer, () => answer(null))
  })
}

/** The numbers of all processes that share the port. */
export function metricsOfAll(): Promise<string> {
  return cluster.isWorker ? askFirst().then((text) => text ?? registry.metrics()) : registry.metrics()
}

/** What a process counted stays in the sums when it ends. */
export async function handOverMetrics(): Promise<void> {
  if (cluster.isWorker) await processes.shutdown().catch(() => {})
}

let asked = 0

function askFirst(): Promise<string | null> {
  const id = asked++
  return new Promise((resolve) => {
    const settle = (text: string | null) => {
      clearTimeout(late)
      process.off('message', listen)
      resolve(text)
    }
    const listen = (message: Message) => {
      if (message.type === GATHERED && message.id === id) settle(message.text)
    }
    const late = setTimeout(() => settle(null), PATIENCE_MILLISECONDS)
    process.on('message', listen)
    process.send?.({ type: WANTED, id })
  })
}
