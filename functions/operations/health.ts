import { database } from '#database'
import { keyValueStore } from '#key-value-store'
import { checkHealth, Health } from '../../shared/operations/health.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'health',
  method: 'GET',
  route: '/health/',
  area: 'Operations',
  summary: 'Check whether the shop works, and how much work is waiting',
  access: 'public',
  anyHost: true,
  answer: {
    status: 200,
    body: Health,
    description: '`ok` or `degraded`.',
    unavailable: '`fail`: the shop cannot work without its database.',
  },
  handle: ({ configuration }) => checkHealth(database(configuration), keyValueStore(configuration)),
})
