import { type SQL, sql } from 'drizzle-orm'

/** The SKU of the product that a text names in any case, for a condition on an indexed column. */
export const productSku = (text: string): SQL<string> => sql<string>`product_sku(${text})`
