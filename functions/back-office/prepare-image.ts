import {
  PreparedUpload,
  PrepareUploadBody,
  prepareUpload,
  prepareUploadRefusals,
} from '../../shared/images/prepare-upload.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'prepare-image',
  method: 'POST',
  route: '/admin/images',
  area: 'Back office',
  summary: 'Sign an image upload to the image store',
  access: staff,
  body: PrepareUploadBody,
  answer: { status: 201, body: PreparedUpload, description: 'The upload request, and the image after it.' },
  refusals: prepareUploadRefusals,
  handle: ({ configuration, requestId, body }) =>
    prepareUpload(requestDatabase({ configuration, requestId }), configuration.imageStore, body),
})
