import { openMigratedDatabase } from './database.ts'

const database = await openMigratedDatabase()
process.stdout.write('The database is up to date.\n')
await database.close()
