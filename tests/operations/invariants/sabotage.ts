import type { AdministrableDatabase, Database } from '../../../shared/platform/db/database.ts'
import { driverError } from '../../../shared/platform/db/database.ts'

/**
 * The database as it would look after `statements`, for one query, without a trace afterwards: query and sabotage are
 * one transaction, and the answer leaves it as the detail of the error that ends it. References and triggers are off;
 * CHECK and UNIQUE are not, and have to be dropped.
 */
export function sabotaged(database: AdministrableDatabase, statements: string): Pick<Database, 'query'> {
  return {
    async query({ text }) {
      const script = `set local session_replication_role = replica;
        ${statements};
        do $sabotage$ declare answer json; begin
          execute $query$${text}$query$ into answer;
          raise exception using errcode = 'LD999', message = 'the end', detail = answer::text;
        end $sabotage$;`
      const error = await database.runScript(script, 1).then(
        () => undefined,
        (reason: unknown) => reason,
      )
      const said = driverError(error)
      if (said?.code !== 'LD999') throw error
      return [{ found: JSON.parse(said.detail ?? '') }]
    },
  }
}
