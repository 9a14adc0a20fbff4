import { database } from '#database'
import { exposeMetrics } from '../../shared/operations/metrics-exposition.ts'
import { scraper } from '../../shared/platform/http/access/scraper.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'metrics',
  method: 'GET',
  route: '/metrics',
  area: 'Operations',
  summary: 'Read the metrics for Prometheus',
  access: scraper,
  anyHost: true,
  answer: {
    status: 200,
    mediaType: 'text/plain',
    description: 'Prometheus text format, with the sum of all processes that share the port.',
  },
  handle: ({ configuration }) => exposeMetrics(database(configuration)),
})
