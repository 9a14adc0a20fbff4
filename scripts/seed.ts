import { seedShop } from '../shared/sample-shop/seed-shop.ts'
import { openMigratedDatabase } from './database.ts'

const database = await openMigratedDatabase()
const seeded = await seedShop(database, new Date())
process.stdout.write(
  seeded.own
    ? 'This shop has goods of its own: the sample catalog is for an empty one, and was left out.\n'
    : `Seeded: ${seeded.products} new products, ${seeded.slots} new delivery slots.\n`,
)
await database.close()
