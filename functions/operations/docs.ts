import { endpoint } from '../../shared/platform/http/endpoint.ts'
import { docsPage } from '../_docs/page.ts'

export default endpoint({
  operation: 'docs',
  method: 'GET',
  route: '/docs',
  area: 'Operations',
  summary: 'Read this API',
  access: 'public',
  answer: { status: 200, mediaType: 'text/html', description: 'The documentation as one page.' },
  handle: () => docsPage(),
})
