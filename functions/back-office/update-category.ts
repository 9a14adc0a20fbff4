import { CategoryRecord } from '../../shared/catalog/category-record.ts'
import { CategoryPath, UpdateCategoryBody } from '../../shared/catalog/category-requests.ts'
import { updateCategory, updateCategoryRefusals } from '../../shared/catalog/change-category.ts'
import { IfMatchHeaders } from '../../shared/entity-tag.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'update-category',
  method: 'PATCH',
  route: '/admin/categories/{slug}',
  area: 'Back office',
  summary: 'Rename, move, order or illustrate a category',
  access: staff,
  path: CategoryPath,
  headers: IfMatchHeaders,
  body: UpdateCategoryBody,
  answer: {
    status: 200,
    body: CategoryRecord,
    description: 'The category with the change. `ETag` contains its version.',
  },
  refusals: updateCategoryRefusals,
  handle: ({ configuration, caller, requestId, path, headers, body }) =>
    updateCategory(
      requestDatabase({ configuration, requestId }),
      configuration.imageStore,
      { ...caller, requestId },
      { slug: path.slug, ifMatch: headers['if-match'] },
      body,
    ),
})
