import { CategoryPath } from '../../shared/catalog/category-requests.ts'
import { deleteCategory, deleteCategoryRefusals } from '../../shared/catalog/change-category.ts'
import { IfMatchHeaders } from '../../shared/entity-tag.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'delete-category',
  method: 'DELETE',
  route: '/admin/categories/{slug}',
  area: 'Back office',
  summary: 'Delete an empty category',
  access: staff,
  path: CategoryPath,
  headers: IfMatchHeaders,
  answer: { status: 204, description: 'The category is deleted.' },
  refusals: deleteCategoryRefusals,
  handle: ({ configuration, caller, requestId, path, headers }) =>
    deleteCategory(
      requestDatabase({ configuration, requestId }),
      { ...caller, requestId },
      { slug: path.slug, ifMatch: headers['if-match'] },
    ),
})
