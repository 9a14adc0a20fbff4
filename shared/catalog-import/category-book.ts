import * as z from 'zod'
import type { Actor } from '../audit/actor.ts'
import type { LocalizedText } from '../localized-text.ts'
import type { Database } from '../platform/db/database.ts'
import type { CatalogRow } from './catalog-row.ts'
import { mainText, nameKey } from './clean-text.ts'
import { slugCandidates } from './slug.ts'
import { stableId } from './stable-id.ts'

const Answer = z.object({ ids: z.record(z.string(), z.string()), created: z.int(), changed: z.int() })

interface AskedCategory {
  id: string
  parent_id: string | null
  name: LocalizedText
  slugs: string[]
}

interface BookOptions {
  database: Database
  actor: Actor
  source: string
}

/**
 * The categories that a file names, found or made once each. A category is told by its path of names, never by its
 * name: "Bottles" is under both "Carbonated drinks" and "Beer".
 */
export class CategoryBook {
  created = 0
  changed = 0
  readonly #options: BookOptions
  readonly #idsByPath = new Map<string, string>()

  constructor(options: BookOptions) {
    this.#options = options
  }

  get named(): number {
    return this.#idsByPath.size
  }

  /** The category ids of rows, in their order. Categories that no row named before are made first, in one call. */
  async idsOf(rows: readonly CatalogRow[]): Promise<string[]> {
    const asked = new Map<string, AskedCategory>()
    for (const { categoryPath } of rows) {
      for (let depth = 1; depth <= categoryPath.length; depth++) {
        const path = categoryPath.slice(0, depth)
        const key = pathKey(path)
        if (this.#idsByPath.has(key) || asked.has(key)) continue
        const parent = depth === 1 ? null : pathKey(path.slice(0, -1))
        const parentId = parent === null ? null : (this.#idsByPath.get(parent) ?? asked.get(parent)?.id ?? null)
        asked.set(key, await askedCategory(path, parentId))
      }
    }
    if (asked.size > 0) await this.#find(asked)
    return rows.map((row) => this.#idOf(row))
  }

  async #find(asked: ReadonlyMap<string, AskedCategory>): Promise<void> {
    const { database, ...who } = this.#options
    const request = { ...who, categories: [...asked.values()] }
    const answer = Answer.parse(await database.call('import_categories', request))
    for (const [key, { id }] of asked) this.#idsByPath.set(key, answer.ids[id] ?? id)
    this.created += answer.created
    this.changed += answer.changed
  }

  #idOf(row: CatalogRow): string {
    const id = this.#idsByPath.get(pathKey(row.categoryPath))
    if (id === undefined) throw new Error(`no category was made for ${row.sku}`)
    return id
  }
}

function pathKey(path: readonly LocalizedText[]): string {
  return JSON.stringify(path.map(nameKey))
}

async function askedCategory(path: readonly LocalizedText[], parentId: string | null): Promise<AskedCategory> {
  const id = await stableId('category', path.map(nameKey))
  const name = path.at(-1) ?? {}
  return { id, parent_id: parentId, name, slugs: slugCandidates(path.map(mainText), id) }
}
