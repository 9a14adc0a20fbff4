import { endpoint } from '../../shared/platform/http/endpoint.ts'
import { docsPage } from '../_docs/page.ts'

export default endpoint({
  operation: 'docs',
  method: 'GET',
  route: '/docs',
  area: 'Operations',
  summary: 'Read the API documentation',
  access: 'public',
  answer: { status: 200, mediaType: 'text/html', description: 'The documentation on one page.' },
  handle: () => docsPage(),
})
