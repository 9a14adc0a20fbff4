import { CategoryRecord } from '../../shared/catalog/category-record.ts'
import { CategoryPath, MergeCategoryBody } from '../../shared/catalog/category-requests.ts'
import { mergeCategory, mergeCategoryRefusals } from '../../shared/catalog/change-category.ts'
import { IfMatchHeaders } from '../../shared/entity-tag.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'merge-category',
  method: 'POST',
  route: '/admin/categories/{slug}/merge',
  area: 'Back office',
  summary: 'Merge a category into another one, with its products, subcategories and coupons',
  access: staff,
  path: CategoryPath,
  headers: IfMatchHeaders,
  body: MergeCategoryBody,
  answer: { status: 200, body: CategoryRecord, description: 'The category that remains. The merged slug leads to it.' },
  refusals: mergeCategoryRefusals,
  handle: ({ configuration, caller, requestId, path, headers, body }) =>
    mergeCategory(
      requestDatabase({ configuration, requestId }),
      { ...caller, requestId },
      { slug: path.slug, into: body.into, ifMatch: headers['if-match'] },
    ),
})
