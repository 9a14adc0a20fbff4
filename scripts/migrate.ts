import { findInheritedSettings } from '../shared/platform/db/server-faults.ts'
import { openMigratedDatabase } from './database.ts'

const database = await openMigratedDatabase()
for (const line of await findInheritedSettings(database)) process.stderr.write(`${line}\n`)
process.stdout.write('The database is up to date.\n')
await database.close()
