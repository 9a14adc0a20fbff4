import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { migrate } from '../shared/platform/db/migrate.ts'
import { openPg } from '../shared/platform/db/transports/pg.ts'
import { stockBenchShop } from './bench/bench-shop.ts'
import { benchCartRead } from './bench/cart-read.ts'
import { describeBench, evaluate } from './bench/describe.ts'
import { benchFlashClaims } from './bench/flash-claims.ts'
import { benchOrders } from './bench/orders.ts'
import { benchProductRead } from './bench/product-read.ts'
import { benchSearch } from './bench/search.ts'
import { environment } from './environment.ts'
import { readSqlFiles } from './sql-files.ts'

const help = `Measures orders, carts, searches, product reads and flash sales on Postgres, as ratios within one run. Takes about five minutes.

  TEST_DATABASE_URL=postgres://… npm run bench            print the tables
  … npm run bench -- --json FILE                          write the figures as JSON
  … npm run bench -- --write                              update docs/benchmarks.md
  … npm run bench -- --orders N                           orders in each round (3000)

It creates a temporary database on that server and drops it afterwards. With TEST_REDIS_URL the gate of flash sales is measured
in Redis, and compared with redis-benchmark if that is installed. Without it, the gate is in the memory of the server.
`

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    write: { type: 'boolean', default: false },
    orders: { type: 'string', default: '3000' },
    help: { type: 'boolean', default: false },
  },
})
const { TEST_DATABASE_URL: server, TEST_REDIS_URL: redis } = environment()
if (values.help || !server) {
  process.stderr.write(values.help ? help : `TEST_DATABASE_URL is not set.\n\n${help}`)
  process.exit(values.help ? 0 : 2)
}

const admin = new pg.Client({ connectionString: server })
await admin.connect()
const name = `larder_bench_${process.pid}`
await admin.query(`create database ${name}`)
const url = Object.assign(new URL(server), { pathname: `/${name}` }).href
const database = openPg(url)
try {
  await migrate(database, await readSqlFiles())
  await stockBenchShop(database)
  // First, because Postgres vacuums for a while after tens of thousands of orders.
  const cart = await benchCartRead(database, url)
  const orders = await benchOrders(database, url, Number(values.orders))
  const productRead = await benchProductRead(url)
  const flashClaims = await benchFlashClaims(database, url, redis || undefined)
  // Last, because it enlarges the catalog a hundredfold.
  const search = await benchSearch(database, url)
  const { rows } = await admin.query<{ server_version: string }>('show server_version')
  const report = evaluate(
    { orders, cart, productRead, flashClaims, search },
    rows[0]?.server_version.split(' ')[0] ?? '',
  )
  const text = describeBench(report)
  process.stdout.write(text)
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`)
  if (values.write) await writeIntoDocument(text)
} finally {
  await database.close()
  await admin.query(`drop database ${name} with (force)`)
  await admin.end()
}

async function writeIntoDocument(text: string): Promise<void> {
  const file = new URL('../docs/benchmarks.md', import.meta.url)
  const [before, , after] = (await readFile(file, 'utf8')).split(/<!-- \/?figures -->/)
  await writeFile(file, `${before}<!-- figures -->\n${text}<!-- /figures -->${after}`)
}
