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
  summary: 'Sign the upload of a picture, which goes to the image store directly',
  access: staff,
  body: PrepareUploadBody,
  answer: { status: 201, body: PreparedUpload, description: 'The upload to send, and the picture that it will be.' },
  refusals: prepareUploadRefusals,
  handle: ({ configuration, requestId, body }) =>
    prepareUpload(requestDatabase({ configuration, requestId }), configuration.imageStore, body),
})
