import { database } from '#database'
import { CategoryRecord } from '../../shared/catalog/category-record.ts'
import { CategoryPath } from '../../shared/catalog/category-requests.ts'
import { readCategory, readCategoryRefusals } from '../../shared/catalog/read-categories.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'read-category',
  method: 'GET',
  route: '/admin/categories/{slug}',
  area: 'Back office',
  summary: 'Read a category',
  access: staff,
  path: CategoryPath,
  answer: { status: 200, body: CategoryRecord, description: 'The category. `ETag` contains its version.' },
  refusals: readCategoryRefusals,
  handle: ({ configuration, path }) => readCategory(database(configuration), path.slug),
})
