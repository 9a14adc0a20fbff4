import * as z from 'zod'
import type { Actor } from '../audit/actor.ts'
import { slugCandidates } from '../catalog/slug.ts'
import type { LocalizedText } from '../localized-text.ts'
import { BatchSize, inBatches } from './breathing-space.ts'
import type { CatalogRow } from './catalog-row.ts'
import type { ImportDatabase } from './import-database.ts'
import { mainText, nameKey } from './localized-names.ts'
import { stableId } from './stable-id.ts'

const Imported = z.object({ ids: z.record(z.string(), z.string()), created: z.int(), changed: z.int() })

interface CategoryRequest {
  id: string
  parent_id: string | null
  name: LocalizedText
  slugs: string[]
}

interface ResolverOptions {
  database: ImportDatabase
  actor: Actor
  source: string
}

/**
 * Finds or creates the categories that a file names, once each. The path identifies a category, not its name alone:
 * "Bottles" is under both "Carbonated drinks" and "Beer".
 */
export class CategoryResolver {
  created = 0
  changed = 0
  readonly #options: ResolverOptions
  readonly #idsByPath = new Map<string, string>()
  /** Id in the file → id in the shop. */
  readonly #storedIds = new Map<string, string>()
  readonly #size = new BatchSize(100)

  constructor(options: ResolverOptions) {
    this.#options = options
  }

  get named(): number {
    return this.#idsByPath.size
  }

  /** Returns the category ids of the rows, in their order. New categories are created in one call. */
  async resolve(rows: readonly CatalogRow[]): Promise<string[]> {
    const requests = new Map<string, CategoryRequest>()
    for (const { categoryPath } of rows) {
      for (let depth = 1; depth <= categoryPath.length; depth++) {
        const path = categoryPath.slice(0, depth)
        const key = pathKey(path)
        if (this.#idsByPath.has(key) || requests.has(key)) continue
        const parent = depth === 1 ? null : pathKey(path.slice(0, -1))
        const parentId = parent === null ? null : (this.#idsByPath.get(parent) ?? requests.get(parent)?.id ?? null)
        requests.set(key, await categoryRequest(path, parentId))
      }
    }
    if (requests.size > 0) await this.#import(requests)
    return rows.map((row) => this.#idOf(row))
  }

  async #import(requests: ReadonlyMap<string, CategoryRequest>): Promise<void> {
    const { database, ...origin } = this.#options
    for (const part of inBatches([...requests], this.#size)) {
      // A parent that the shop had already has another id there than in the file.
      const idOf = (requested: string | null) =>
        requested === null ? null : (this.#storedIds.get(requested) ?? requested)
      const categories = part.map(([, request]) => ({ ...request, parent_id: idOf(request.parent_id) }))
      const call = () => database.write('import_categories', { ...origin, categories }, Imported)
      const imported = await this.#size.measure(part.length, call)
      for (const [key, { id }] of part) {
        this.#storedIds.set(id, imported.ids[id] ?? id)
        this.#idsByPath.set(key, imported.ids[id] ?? id)
      }
      this.created += imported.created
      this.changed += imported.changed
    }
  }

  #idOf(row: CatalogRow): string {
    const id = this.#idsByPath.get(pathKey(row.categoryPath))
    if (id === undefined) throw new Error(`no category was imported for ${row.sku}`)
    return id
  }
}

function pathKey(path: readonly LocalizedText[]): string {
  return JSON.stringify(path.map(nameKey))
}

async function categoryRequest(path: readonly LocalizedText[], parentId: string | null): Promise<CategoryRequest> {
  const id = await stableId('category', path.map(nameKey))
  const name = path.at(-1) ?? {}
  return { id, parent_id: parentId, name, slugs: slugCandidates(path.map(mainText), id) }
}
