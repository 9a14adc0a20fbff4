import { and, asc, eq, gt, isNull, type SQL, sql } from 'drizzle-orm'
import * as z from 'zod'
import { withEntityTag } from '../entity-tag.ts'
import { type Outcome, refusal, type Success, success } from '../outcome.ts'
import type { Database } from '../platform/db/database.ts'
import { queryBuilder } from '../platform/db/query-builder.ts'
import { CategoryRecord } from './category-record.ts'
import { categories } from './tables.ts'

/** As `parent`, lists the categories at the top. No slug has this form. */
const TOP = '-'

export const ListAllCategoriesQuery = z.object({
  q: z.string().trim().max(200).optional().meta({ description: 'Part of a name or slug.' }),
  parent: z
    .string()
    .max(200)
    .optional()
    .meta({ description: `Slug of the category above; \`${TOP}\` for the top.` }),
  empty: z
    .stringbool()
    .optional()
    .meta({ type: 'boolean', description: 'Whether it has neither products nor categories below it.' }),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional().meta({ description: '`nextCursor` of the previous page.' }),
})

export const CategoryPage = z
  .object({ items: z.array(CategoryRecord), nextCursor: z.string().nullable() })
  .meta({ id: 'CategoryPage' })

export const readCategoryRefusals = ['category_not_found'] as const

const record: SQL<unknown> = sql`category_record(${categories.id})`

export async function readCategory(
  database: Database,
  slug: string,
): Promise<Outcome<CategoryRecord, (typeof readCategoryRefusals)[number]>> {
  const [row] = await queryBuilder(database, 'read_category')
    .select({ record })
    .from(categories)
    .where(eq(categories.slug, slug))
  if (row === undefined) return refusal('category_not_found')
  return withEntityTag(CategoryRecord.parse(row.record))
}

/** A page of all categories, with products or not, by slug. */
export async function listAllCategories(
  database: Database,
  { q, parent, empty, limit, cursor }: z.output<typeof ListAllCategoriesQuery>,
): Promise<Success<z.output<typeof CategoryPage>>> {
  const isEmpty = sql`not exists (select from products p where p.category_id = ${categories.id})
    and not exists (select from categories child where child.parent_id = ${categories.id})`
  const rows = await queryBuilder(database, 'list_all_categories')
    .select({ record })
    .from(categories)
    .where(
      and(
        q === undefined ? undefined : nameContains(q),
        parent === undefined ? undefined : parent === TOP ? isNull(categories.parentId) : isBelow(parent),
        empty === undefined ? undefined : sql`(${isEmpty}) = ${empty}`,
        cursor === undefined ? undefined : gt(categories.slug, cursor),
      ),
    )
    .orderBy(asc(categories.slug))
    .limit(limit + 1)
  const items = rows.slice(0, limit).map((row) => CategoryRecord.parse(row.record))
  return success({ items, nextCursor: rows.length > limit ? (items.at(-1)?.slug ?? null) : null })
}

const isBelow = (slug: string) => sql`${categories.parentId} = category_id_by_slug(${slug})`

const nameContains = (text: string) => sql`(strpos(${categories.slug}, lower(${text})) > 0 or exists (
  select from jsonb_each_text(${categories.name}) as text where strpos(lower(text.value), lower(${text})) > 0))`
