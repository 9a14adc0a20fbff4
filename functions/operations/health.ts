import { database } from '#database'
import { keyValueStore } from '#key-value-store'
import { endpoint } from '../../shared/http/endpoint.ts'
import { checkHealth, Health } from '../../shared/observability/health.ts'

export default endpoint({
  operation: 'health',
  method: 'GET',
  route: '/health/',
  area: 'Operations',
  summary: 'Say whether the shop can work, and what waits to be done',
  access: 'public',
  answer: { status: 200, body: Health, description: '`ok` or `degraded`; with 503, `fail`.' },
  handle: ({ configuration }) => checkHealth(database(configuration), keyValueStore(configuration)),
})
