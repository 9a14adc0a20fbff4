import { endpoint } from '../../shared/platform/http/endpoint.ts'
import document from '../_docs/openapi.json' with { type: 'json' }

const CACHE_SECONDS = 300

export default endpoint({
  operation: 'openapi',
  method: 'GET',
  route: '/openapi.json',
  area: 'Operations',
  summary: 'Read the OpenAPI document',
  access: 'public',
  answer: { status: 200, mediaType: 'application/json', description: 'OpenAPI 3.1, generated from the code.' },
  handle: async () => Response.json(document, { headers: { 'cache-control': `public, max-age=${CACHE_SECONDS}` } }),
})
