import * as z from 'zod'
import { endpoint } from '../../shared/platform/http/endpoint.ts'
import { serveAsset } from '../_docs/assets.ts'

export default endpoint({
  operation: 'get-asset',
  method: 'GET',
  route: '/assets/{file}',
  area: 'Operations',
  summary: 'Read a file of a page',
  access: 'public',
  path: z.object({ file: z.string().max(100) }),
  answer: {
    status: 200,
    mediaType: 'text/css',
    description: 'The file. Its name contains a hash of its content, so it may be cached forever.',
  },
  refusals: ['asset_not_found'],
  handle: ({ path }) => serveAsset(path.file),
})
