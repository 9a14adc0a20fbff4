import { seedShop } from '../shared/catalog/seed-shop.ts'
import { openMigratedDatabase } from './database.ts'

const database = await openMigratedDatabase()
const seeded = await seedShop(database, new Date())
process.stdout.write(`Seeded: ${seeded.products} new products, ${seeded.slots} new delivery slots.\n`)
await database.close()
