import { seedShop } from '../shared/sample-shop/seed-shop.ts'
import { openMigratedDatabase } from './database.ts'
import { configuration } from './environment.ts'

const settings = configuration()
const database = await openMigratedDatabase(settings)
const seeded = await seedShop(database, new Date(), settings.storeTimeZone)
process.stdout.write(
  seeded.own
    ? 'The shop already has products, so the sample catalog was not added.\n'
    : `Seeded: ${seeded.products} new products, ${seeded.slots} new delivery slots.\n`,
)
await database.close()
