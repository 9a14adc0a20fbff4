import * as z from 'zod'
import type { Actor } from '../audit/actor.ts'
import { withEntityTag } from '../entity-tag.ts'
import { type Outcome, success } from '../outcome.ts'
import { newId } from '../platform/auth/new-id.ts'
import type { ImageStore } from '../platform/configuration/image-store.ts'
import { type Database, tryRoutine } from '../platform/db/database.ts'
import { CategoryRecord } from './category-record.ts'
import type { CreateCategoryRequest, UpdateCategoryRequest } from './category-requests.ts'
import { checkCategoryImage, imageRefusals } from './product-images.ts'
import { slugCandidates } from './slug.ts'

const createCodes = ['category_exists', 'unknown_categories', 'category_too_deep'] as const
const updateCodes = ['category_not_found', 'precondition_failed', ...createCodes, 'category_cycle'] as const
export const createCategoryRefusals = [...createCodes, ...imageRefusals] as const
export const updateCategoryRefusals = [...updateCodes, ...imageRefusals] as const
export const mergeCategoryRefusals = [
  ...['category_not_found', 'precondition_failed', 'unknown_categories'],
  ...['category_cycle', 'category_too_deep'],
] as const satisfies readonly string[]
export const deleteCategoryRefusals = ['category_not_found', 'precondition_failed', 'category_not_empty'] as const

export async function createCategory(
  database: Database,
  store: ImageStore | undefined,
  actor: Actor,
  { slug, ...category }: CreateCategoryRequest,
): Promise<Outcome<CategoryRecord, (typeof createCategoryRefusals)[number]>> {
  const imageRefusal = await checkCategoryImage(database, store, null, category.image)
  if (imageRefusal !== null) return imageRefusal
  const id = newId('cat')
  const name = category.name.en ?? Object.values(category.name)[0] ?? ''
  const path = category.parent === null ? [name] : [category.parent, name]
  const slugs = slug === undefined ? slugCandidates(path, id) : [slug]
  const created = await tryRoutine(
    database,
    'create_category',
    { actor, id, slugs, ...category },
    CategoryRecord,
    createCodes,
  )
  return created.ok ? withEntityTag(created.value) : created
}

/** @param ifMatch the expected version; undefined for any */
export async function updateCategory(
  database: Database,
  store: ImageStore | undefined,
  actor: Actor,
  { slug, ifMatch }: { slug: string; ifMatch: number | undefined },
  changes: UpdateCategoryRequest,
): Promise<Outcome<CategoryRecord, (typeof updateCategoryRefusals)[number]>> {
  const imageRefusal = await checkCategoryImage(database, store, slug, changes.image)
  if (imageRefusal !== null) return imageRefusal
  const request = { actor, ifMatch, slug, changes }
  const updated = await tryRoutine(database, 'update_category', request, CategoryRecord, updateCodes)
  return updated.ok ? withEntityTag(updated.value) : updated
}

/** Returns the category that remains. */
export async function mergeCategory(
  database: Database,
  actor: Actor,
  request: { slug: string; into: string; ifMatch: number | undefined },
): Promise<Outcome<CategoryRecord, (typeof mergeCategoryRefusals)[number]>> {
  const merged = await tryRoutine(
    database,
    'merge_categories',
    { actor, ...request },
    CategoryRecord,
    mergeCategoryRefusals,
  )
  return merged.ok ? withEntityTag(merged.value) : merged
}

export async function deleteCategory(
  database: Database,
  actor: Actor,
  request: { slug: string; ifMatch: number | undefined },
): Promise<Outcome<undefined, (typeof deleteCategoryRefusals)[number]>> {
  const deleted = await tryRoutine(
    database,
    'delete_category',
    { actor, ...request },
    z.object({}),
    deleteCategoryRefusals,
  )
  return deleted.ok ? success(undefined) : deleted
}
