import { CategoryRecord } from '../../shared/catalog/category-record.ts'
import { CreateCategoryBody } from '../../shared/catalog/category-requests.ts'
import { createCategory, createCategoryRefusals } from '../../shared/catalog/change-category.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'create-category',
  method: 'POST',
  route: '/admin/categories',
  area: 'Back office',
  summary: 'Create a category',
  access: staff,
  body: CreateCategoryBody,
  answer: { status: 201, body: CategoryRecord, description: 'The category. `ETag` contains its version.' },
  refusals: createCategoryRefusals,
  handle: ({ configuration, caller, requestId, body }) =>
    createCategory(
      requestDatabase({ configuration, requestId }),
      configuration.imageStore,
      { ...caller, requestId },
      body,
    ),
})
