import { and, eq } from 'drizzle-orm'
import { type Outcome, refusal, success } from '../outcome.ts'
import type { Database } from '../platform/db/database.ts'
import type { Product } from './product.ts'
import { type Presentation, presentProduct, selectProducts } from './product-columns.ts'
import { productSku } from './product-sku.ts'
import { products } from './tables.ts'

/** An active product, in one round trip. */
export async function getProduct(
  database: Database,
  presentation: Presentation,
  sku: string,
): Promise<Outcome<Product, 'product_not_found'>> {
  const [row] = await selectProducts(database, 'get_product', {}).where(
    and(eq(products.sku, productSku(sku)), products.active),
  )
  if (row === undefined) return refusal('product_not_found', { sku })
  return success(presentProduct(row, presentation))
}
