import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { emptyDatabase, hasPostgres } from '../../support/database.ts'

const SCRIPT = fileURLToPath(new URL('../../../scripts/simulate.ts', import.meta.url))
/** A start of the server, a few orders and the invariants on a busy machine. */
const TIMEOUT_MILLISECONDS = 180_000

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'larder-simulate-test-'))
})
afterAll(() => rm(folder, { recursive: true }))

interface Ended {
  code: number
  out: string
  err: string
}

/** Without any `.env` and without the database of the tests. */
function simulate(args: readonly string[], databaseUrl = ''): Promise<Ended> {
  const env = { PATH: '', TMPDIR: folder, DATABASE_URL: databaseUrl }
  return new Promise((resolve) => {
    execFile(process.execPath, [SCRIPT, ...args], { cwd: folder, env }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err })
    })
  })
}

const Figures = z.object({
  baskets: z.int(),
  orders: z.object({ paid: z.int(), cancelled: z.int(), refused: z.int(), faulty: z.int() }),
  faults: z.object({ count: z.int() }),
  invariants: z.object({ holds: z.boolean(), items: z.array(z.unknown()) }),
})

const Harmed = z.object({
  orders: z.object({ paid: z.int(), unconfirmed: z.int() }),
  injectedFailures: z.object({ kills: z.int(), lost: z.int(), late: z.int(), repeated: z.int(), reordered: z.int() }),
  money: z.object({ paid: z.int(), live: z.int(), refunded: z.int(), late: z.int(), unaccounted: z.int() }),
  invariants: z.object({ holds: z.boolean() }),
})

describe('npm run simulate', () => {
  test(
    'starts a shop, sends its shoppers, and checks the invariants',
    async () => {
      const baskets = join(folder, 'baskets.csv')
      await writeFile(baskets, '\uFEFFwhole milk,rolls/buns \r\n\r\nsoda\r\ndragon egg,citrus fruit,whole milk\r\n')
      const figures = join(folder, 'figures.json')
      const { code, out, err } = await simulate(['--baskets', baskets, '--orders', '25', '--json', figures])
      expect([code, err]).toEqual([0, expect.stringContaining('25/25 baskets')])
      expect(out).toContain('No fault.')
      const { orders, faults, invariants, baskets: count } = Figures.parse(JSON.parse(await readFile(figures, 'utf8')))
      expect([count, faults.count, orders.faulty]).toEqual([25, 0, 0])
      expect(orders.paid + orders.cancelled + orders.refused).toBe(25)
      expect(invariants).toMatchObject({ holds: true })
      expect(invariants.items).toHaveLength(10)
    },
    TIMEOUT_MILLISECONDS,
  )

  describe('with lost and late callbacks', () => {
    const CALLBACKS = 'lost=25,late=25,repeated=25,reordered=25'
    const injectsFailures = async (name: string, databaseUrl: string, ...more: string[]) => {
      const baskets = join(folder, `${name}.csv`)
      await writeFile(baskets, 'whole milk,rolls/buns\nsoda\nbananas,yogurt\n')
      const figures = join(folder, `${name}.json`)
      const args = ['--baskets', baskets, '--orders', '40', '--json', figures, '--callbacks', CALLBACKS, ...more]
      const { code, err } = await simulate(args, databaseUrl)
      expect(code, err).toBe(0)
      return Harmed.parse(JSON.parse(await readFile(figures, 'utf8')))
    }
    const expectAllPaymentsAccounted = ({ orders, injectedFailures, money, invariants }: z.output<typeof Harmed>) => {
      expect(orders.unconfirmed).toBeGreaterThan(0)
      expect(
        Math.min(injectedFailures.lost, injectedFailures.late, injectedFailures.repeated, injectedFailures.reordered),
      ).toBeGreaterThan(0)
      expect(money).toMatchObject({ paid: orders.paid + orders.unconfirmed, unaccounted: 0 })
      expect(money.late).toBeGreaterThan(0)
      expect(money.live + money.refunded).toBe(money.paid)
      expect(invariants.holds).toBe(true)
    }

    test(
      'accounts for every payment on the embedded database',
      async () => expectAllPaymentsAccounted(await injectsFailures('embedded', '')),
      TIMEOUT_MILLISECONDS,
    )

    test.runIf(hasPostgres())(
      'accounts for every payment when the shop is killed',
      async () => {
        const { url } = await emptyDatabase()
        const figures = await injectsFailures('killed', url, '--kills', '3')
        expect(figures.injectedFailures.kills).toBe(3)
        expectAllPaymentsAccounted(figures)
      },
      2 * TIMEOUT_MILLISECONDS,
    )

    test(
      '--kills on an embedded database is wrong usage',
      async () => {
        const baskets = join(folder, 'one.csv')
        await writeFile(baskets, 'soda\n')
        const { code, err } = await simulate(['--baskets', baskets, '--kills', '1'])
        expect([code, err]).toEqual([2, expect.stringMatching(/^simulate: --kills needs DATABASE_URL=postgres/)])
      },
      TIMEOUT_MILLISECONDS,
    )
  })

  test.each([
    [['--baskets', 'nowhere.csv'], /^simulate: nowhere\.csv: no such file\n$/],
    [['--basket', 'b.csv'], /^simulate: Unknown option '--basket' .*--help/],
    [[], /^simulate: --baskets FILE is needed/],
  ])('%j is wrong usage, reported in one line', async (args, words) => {
    const { code, out, err } = await simulate(args)
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(words)
    expect(err.trim().split('\n')).toHaveLength(1)
  })

  test('--help', async () => {
    const { code, out } = await simulate(['--help'])
    expect(code).toBe(0)
    for (const option of ['baskets', 'orders', 'concurrency', 'seed', 'url', 'json', 'callbacks', 'kills'])
      expect(out).toContain(`--${option}`)
  })
})
