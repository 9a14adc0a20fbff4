import { endpoint } from '../../shared/platform/http/endpoint.ts'
import { indexPage } from '../_docs/index-page.ts'

export default endpoint({
  operation: 'api-index',
  method: 'GET',
  route: '/',
  area: 'Operations',
  summary: 'Find the documentation, the health and the products',
  access: 'public',
  answer: { status: 200, mediaType: 'application/json', description: 'Links; browsers get them as a page.' },
  handle: ({ request }) => indexPage(request),
})
