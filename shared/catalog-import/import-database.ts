import type * as z from 'zod'
import type { Database } from '../platform/db/database.ts'

/** Calls the routines of an import. In a dry run each call does everything and is rolled back. */
export class ImportDatabase {
  readonly #database: Database
  readonly #dryRun: boolean

  constructor(database: Database, dryRun: boolean) {
    this.#database = database
    this.#dryRun = dryRun
  }

  async read<Result extends z.ZodType>(routine: string, batch: object, result: Result): Promise<z.output<Result>> {
    return result.parse(await this.#database.call(routine, batch))
  }

  async write<Result extends z.ZodType>(routine: string, batch: object, result: Result): Promise<z.output<Result>> {
    const answer = this.#dryRun
      ? await this.#database.call('rehearse_import', { routine, batch })
      : await this.#database.call(routine, batch)
    return result.parse(answer)
  }
}
