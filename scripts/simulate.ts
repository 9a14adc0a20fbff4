import { writeFile } from 'node:fs/promises'
import { environment } from './environment.ts'
import { askInvariants } from './simulate/ask-invariants.ts'
import { BasketFileError, countBaskets } from './simulate/baskets.ts'
import type { Shop } from './simulate/client.ts'
import { describeFigures } from './simulate/describe-figures.ts'
import { Interruption } from './simulate/fault.ts'
import { type Figures, figuresOf, type InvariantVerdict } from './simulate/figures.ts'
import { spreadKills } from './simulate/kills.ts'
import { type CommandLine, readCommandLine, USAGE } from './simulate/options.ts'
import { startProgress } from './simulate/progress.ts'
import { settle } from './simulate/settle.ts'
import { type Effort, simulate } from './simulate/simulation.ts'
import { Tally } from './simulate/tally.ts'
import { ownVenue, type Venue, venueAt } from './simulate/venue.ts'
import type { MoneyCounts } from './simulate/where-the-money-is.ts'

const OK = 0
const BROKEN = 1
const WRONG_USAGE = 2
const NOT_PROVEN = 3
/** As often as a call is made whose connection breaks; where the shop is killed, until it is there again. */
const ATTEMPTS = 3
const ATTEMPTS_UNDER_KILLS = 120
/** What a shell expects of a program that Ctrl-C ended: 128 + SIGINT. */
const INTERRUPTED = 130

process.exitCode = await main(process.argv.slice(2))

async function main(args: readonly string[]): Promise<number> {
  const commandLine = readCommandLine(args)
  if (commandLine === 'help') {
    process.stdout.write(`${USAGE}\n`)
    return OK
  }
  if ('fault' in commandLine) return complain(`${commandLine.fault} (--help lists the options)`, WRONG_USAGE)
  try {
    const inFile = await countBaskets(commandLine.baskets)
    return await run(commandLine, commandLine.orders ?? inFile)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return complain(message, error instanceof BasketFileError ? WRONG_USAGE : BROKEN)
  }
}

async function run(commandLine: CommandLine, baskets: number): Promise<number> {
  const stop = stopAtInterrupt()
  const variables = environment()
  const venue = commandLine.url === null ? await ownVenue(variables) : venueAt(commandLine.url, variables)
  if (commandLine.kills > 0 && venue.killAndRestart === null) {
    await venue.close()
    await venue.forget()
    return complain('--kills needs DATABASE_URL=postgres://…: an embedded database is no server', WRONG_USAGE)
  }
  process.stderr.write(`${baskets} baskets, ${commandLine.concurrency} shoppers at a time, at ${venue.about}\n`)
  const tally = new Tally()
  const shop: Shop = {
    origin: venue.origin,
    run: crypto.randomUUID().slice(0, 8),
    fetch,
    tally,
    stop: AbortSignal.any([stop, deathOf(venue, tally)]),
    harmed: commandLine.callbacks !== null || commandLine.kills > 0,
    attempts: commandLine.kills > 0 ? ATTEMPTS_UNDER_KILLS : ATTEMPTS,
  }
  const effort = await send(commandLine, baskets, shop, venue)
  const { verdict, money } = await conclude(venue, shop)
  const { concurrency, seed } = commandLine
  const about = { shop: venue.about, baskets, concurrency, seed, harmed: shop.harmed, money }
  const figures = figuresOf(tally, { ...about, ...effort }, verdict)
  process.stdout.write(`${describeFigures(figures).join('\n')}\n`)
  if (commandLine.json !== null) await writeFile(commandLine.json, `${JSON.stringify(figures, null, 2)}\n`)

  const code = stop.aborted ? INTERRUPTED : exitCode(figures)
  if (code === BROKEN && venue.log !== null) process.stderr.write(`The shop's log: ${venue.log}\n`)
  else await venue.forget()
  return code
}

/** Whatever goes wrong is in the tally: the table is printed all the same. */
async function send(commandLine: CommandLine, baskets: number, shop: Shop, venue: Venue): Promise<Effort> {
  const { baskets: file, concurrency, seed, callbacks } = commandLine
  const progress = startProgress(process.stderr, baskets)
  const kills = spreadKills(commandLine.kills, baskets, shop.tally, venue.killAndRestart ?? (async () => {}))
  try {
    const effort = await simulate({ shop, file, baskets, concurrency, seed, callbacks, progress, left: kills.left })
    await kills.done()
    return effort
  } catch (error) {
    if (!(error instanceof Interruption)) shop.tally.fault(null, error)
    return { seconds: 0, cpuSeconds: 0 }
  }
}

/** The shop of the run is stopped first: an embedded database is open to one process at a time. */
async function conclude(
  venue: Venue,
  { tally, harmed }: Shop,
): Promise<{ verdict: InvariantVerdict; money: MoneyCounts | null }> {
  try {
    await venue.close()
    const money = harmed && venue.database !== null ? await settle(venue.database, tally.astray) : null
    if (money !== null && money.strays > 0) tally.fault(null, new Error(`${money.strays} payments went astray`))
    return { verdict: await askInvariants(venue.database, tally.anOrder), money }
  } catch (error) {
    tally.fault(null, error)
    return { verdict: { notChecked: 'See the faults.' }, money: null }
  }
}

function exitCode({ faults, invariants }: Figures): number {
  if (faults.count > 0) return BROKEN
  if ('notChecked' in invariants) return NOT_PROVEN
  return invariants.holds ? OK : BROKEN
}

/** The first Ctrl-C lets each shopper end their call; the second ends the process, and with it the shop, at once. */
function stopAtInterrupt(): AbortSignal {
  const stop = new AbortController()
  process.on('SIGINT', () => {
    if (stop.signal.aborted) process.exit(INTERRUPTED)
    process.stderr.write('\nStopping; Ctrl-C again to stop at once.\n')
    stop.abort()
  })
  return stop.signal
}

/** A shop that ends while shoppers are in it ends the run. */
function deathOf(venue: Venue, tally: Tally): AbortSignal {
  const death = new AbortController()
  void venue.died.then((how) => {
    tally.fault(null, new Error(`the shop ended by itself: ${how}`))
    death.abort()
  })
  return death.signal
}

function complain(reason: string, code: number): number {
  process.stderr.write(`simulate: ${reason}\n`)
  return code
}
