import { docsPage } from '../../shared/http/docs-page.ts'
import { endpoint } from '../../shared/http/endpoint.ts'

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
