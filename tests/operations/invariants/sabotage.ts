import type { AdministrableDatabase, Database } from '../../../shared/platform/db/database.ts'
import { driverError } from '../../../shared/platform/db/database.ts'

/**
 * Runs one query after `statements` and rolls both back: the result leaves the transaction as the detail of the error that
 * ends it. Foreign keys and triggers are disabled; CHECK and UNIQUE constraints must be dropped.
 */
export function sabotaged(database: AdministrableDatabase, statements: string): Pick<Database, 'query'> {
  return {
    async query({ text }) {
      const script = `set local session_replication_role = replica;
        ${statements};
        do $sabotage$ declare answer json; begin
          execute $query$${text}$query$ into answer;
          raise exception using errcode = 'LD999', message = 'rollback', detail = answer::text;
        end $sabotage$;`
      const error = await database.runScript(script, 1).then(
        () => undefined,
        (reason: unknown) => reason,
      )
      const raised = driverError(error)
      if (raised?.code !== 'LD999') throw error
      return [{ found: JSON.parse(raised.detail ?? '') }]
    },
  }
}
