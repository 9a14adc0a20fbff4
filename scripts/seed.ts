import { seedShop } from '../shared/sample-shop/seed-shop.ts'
import { openMigratedDatabase } from './database.ts'

const database = await openMigratedDatabase()
const seeded = await seedShop(database, new Date())
process.stdout.write(
  seeded.own
    ? 'The shop already has products, so the sample catalog was not added.\n'
    : `Seeded: ${seeded.products} new products, ${seeded.slots} new delivery slots.\n`,
)
await database.close()
