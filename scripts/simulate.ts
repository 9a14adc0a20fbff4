import { writeFile } from 'node:fs/promises'
import { environment } from './environment.ts'
import { BasketFileError, countBaskets } from './simulate/baskets.ts'
import { checkRunInvariants } from './simulate/check-run-invariants.ts'
import type { Shop } from './simulate/client.ts'
import type { MoneyCounts } from './simulate/count-payments.ts'
import { describeFigures } from './simulate/describe-figures.ts'
import { Interruption } from './simulate/fault.ts'
import { finishPayments } from './simulate/finish-payments.ts'
import { spreadKills } from './simulate/kills.ts'
import { type CommandLine, readCommandLine, USAGE } from './simulate/options.ts'
import { startProgress } from './simulate/progress.ts'
import { collectFigures, type Figures, type InvariantResult } from './simulate/run-figures.ts'
import { type Duration, simulate } from './simulate/simulation.ts'
import { Tally } from './simulate/tally.ts'
import { runningTargetShop, startTargetShop, type TargetShop } from './simulate/target-shop.ts'

const OK = 0
const BROKEN = 1
const WRONG_USAGE = 2
const NOT_PROVEN = 3
/** Attempts for a call whose connection breaks. With --kills there are enough of them for the shop to restart. */
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
  if ('fault' in commandLine) return fail(`${commandLine.fault} (--help lists the options)`, WRONG_USAGE)
  try {
    const inFile = await countBaskets(commandLine.baskets)
    return await run(commandLine, commandLine.orders ?? inFile)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return fail(message, error instanceof BasketFileError ? WRONG_USAGE : BROKEN)
  }
}

async function run(commandLine: CommandLine, baskets: number): Promise<number> {
  const stop = stopAtInterrupt()
  const variables = environment()
  const target =
    commandLine.url === null ? await startTargetShop(variables) : runningTargetShop(commandLine.url, variables)
  if (commandLine.kills > 0 && target.killAndRestart === null) {
    await target.close()
    await target.removeFiles()
    return fail('--kills needs DATABASE_URL=postgres://…: an embedded database is killed with the shop', WRONG_USAGE)
  }
  process.stderr.write(`${baskets} baskets, ${commandLine.concurrency} shoppers at a time, at ${target.about}\n`)
  const tally = new Tally()
  const shop: Shop = {
    origin: target.origin,
    run: crypto.randomUUID().slice(0, 8),
    fetch,
    tally,
    stop: AbortSignal.any([stop, abortWhenShopEnds(target, tally)]),
    injectsFailures: commandLine.callbacks !== null || commandLine.kills > 0,
    attempts: commandLine.kills > 0 ? ATTEMPTS_UNDER_KILLS : ATTEMPTS,
  }
  const duration = await sendShoppers(commandLine, baskets, shop, target)
  const { verdict, money } = await checkResults(target, shop)
  const { concurrency, seed } = commandLine
  const about = { shop: target.about, baskets, concurrency, seed, injectsFailures: shop.injectsFailures, money }
  const figures = collectFigures(tally, { ...about, ...duration }, verdict)
  process.stdout.write(`${describeFigures(figures).join('\n')}\n`)
  if (commandLine.json !== null) await writeFile(commandLine.json, `${JSON.stringify(figures, null, 2)}\n`)

  const code = stop.aborted ? INTERRUPTED : exitCode(figures)
  if (code === BROKEN && target.log !== null) process.stderr.write(`The shop's log: ${target.log}\n`)
  else await target.removeFiles()
  return code
}

/** Never rejects: an error is recorded in the tally and the table is printed. */
async function sendShoppers(
  commandLine: CommandLine,
  baskets: number,
  shop: Shop,
  target: TargetShop,
): Promise<Duration> {
  const { baskets: file, concurrency, seed, callbacks } = commandLine
  const progress = startProgress(process.stderr, baskets)
  const kills = spreadKills(commandLine.kills, baskets, shop.tally, target.killAndRestart ?? (async () => {}))
  try {
    const duration = await simulate({
      shop,
      file,
      baskets,
      concurrency,
      seed,
      callbacks,
      progress,
      visitEnded: kills.visitEnded,
    })
    await kills.done()
    return duration
  } catch (error) {
    if (!(error instanceof Interruption)) shop.tally.fault(null, error)
    return { seconds: 0, cpuSeconds: 0 }
  }
}

/** Stops the shop first: only one process at a time can open an embedded database. */
async function checkResults(
  target: TargetShop,
  { tally, injectsFailures }: Shop,
): Promise<{ verdict: InvariantResult; money: MoneyCounts | null }> {
  try {
    await target.close()
    const money =
      injectsFailures && target.database !== null ? await finishPayments(target.database, tally.unconfirmed) : null
    if (money !== null && money.unaccounted > 0)
      tally.fault(null, new Error(`${money.unaccounted} payments have neither a live order nor a refund`))
    return { verdict: await checkRunInvariants(target.database, tally.sampleOrderId), money }
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

/** The first Ctrl-C lets each shopper finish the current call. The second ends the process and the shop at once. */
function stopAtInterrupt(): AbortSignal {
  const stop = new AbortController()
  process.on('SIGINT', () => {
    if (stop.signal.aborted) process.exit(INTERRUPTED)
    process.stderr.write('\nStopping; Ctrl-C again to stop at once.\n')
    stop.abort()
  })
  return stop.signal
}

/** Aborts the run when the shop exits while shoppers visit it. */
function abortWhenShopEnds(target: TargetShop, tally: Tally): AbortSignal {
  const death = new AbortController()
  void target.exited.then((how) => {
    tally.fault(null, new Error(`the shop exited during the run: ${how}`))
    death.abort()
  })
  return death.signal
}

function fail(reason: string, code: number): number {
  process.stderr.write(`simulate: ${reason}\n`)
  return code
}
