import { describeReport } from '../invariants/print.ts'
import type { MoneyCounts } from './count-payments.ts'
import type { Figures, InvariantResult } from './run-figures.ts'
import type { FaultNote } from './tally.ts'
import { grouped, textTable } from './text-table.ts'

/** The table at the end of a run. */
export function describeFigures(figures: Figures): string[] {
  const { orders, repetitions, refusals, latency, injectedFailures, money } = figures
  const whole = (value: number) => grouped(value)
  const one = (value: number) => grouped(value, 1)
  return [
    '',
    ...section('Orders', [
      ['baskets', whole(figures.baskets)],
      ['placed', whole(orders.placed)],
      ['paid', whole(orders.paid)],
      ...(orders.unconfirmed > 0 ? [['paid, not yet confirmed', whole(orders.unconfirmed)]] : []),
      ['cancelled by the shopper', whole(orders.cancelled)],
      ['refused with a code', whole(orders.refused)],
      ...(orders.faulty > 0 ? [['failed with a fault', whole(orders.faulty)]] : []),
      ...(orders.interrupted > 0 ? [['interrupted', whole(orders.interrupted)]] : []),
    ]),
    ...section(
      'Orders refused',
      Object.entries(figures.ordersRefused).map(([code, count]) => [code, whole(count)]),
    ),
    ...section(
      'All refusals',
      refusals.map(({ operation, code, count }) => [`${operation}  ${code}`, whole(count)]),
    ),
    ...section('Sent twice', [
      ['orders sent again', whole(repetitions.ordersSentAgain)],
      ['callbacks sent again', whole(repetitions.callbacksSentAgain)],
      ['calls after a broken connection', whole(repetitions.networkRetries)],
    ]),
    ...section(
      'Injected failures',
      Object.entries(injectedFailures ?? {}).map(([kind, count]) => [
        kind === 'kills' ? kind : `callbacks ${kind}`,
        whole(count),
      ]),
    ),
    ...(money === null ? [] : describeMoney(money)),
    ...section('Speed', [
      ['seconds', one(figures.seconds)],
      ['orders/s', one(figures.ordersPerSecond)],
      ['HTTP calls an order', one(figures.callsPerOrder)],
      ['simulator, % of a CPU', whole(figures.simulatorCpuPercent)],
    ]),
    ...section('Calls, in ms', [
      ['', 'count', 'p50', 'p95', 'p99', 'max'],
      ...Object.entries(latency).map(([operation, { count, p50, p95, p99, max }]) => {
        return [operation, whole(count), ...[p50, p95, p99, max].map(one)]
      }),
    ]),
    ...describeInvariants(figures.invariants),
    ...describeFaults(figures.faults),
  ]
}

/** No lines when there are no rows. */
function section(title: string, rows: readonly (readonly string[])[]): string[] {
  return rows.length === 0 ? [] : [title, ...textTable(rows), '']
}

function describeMoney({ paid, late, live, refunded, unaccounted }: MoneyCounts): string[] {
  return section('Payments, after reconciliation', [
    ['succeeded', grouped(paid)],
    ['of expired orders', grouped(late)],
    ['with a live order', grouped(live)],
    ['refunded or cancelled', grouped(refunded)],
    ['UNACCOUNTED', grouped(unaccounted)],
  ])
}

function describeInvariants(verdict: InvariantResult): string[] {
  if ('notChecked' in verdict) return [`Invariants: NOT CHECKED. ${verdict.notChecked}`, '']
  const lines = describeReport(verdict).trimEnd().split('\n')
  return ['Invariants', ...lines.map((line) => `  ${line}`), '']
}

function describeFaults({ count, first }: Figures['faults']): string[] {
  if (count === 0) return ['No fault.']
  const more = count > first.length ? `, the first ${first.length}` : ''
  return [`${grouped(count)} FAULT${count === 1 ? '' : 'S'}${more}:`, ...first.map(describeFault)]
}

function describeFault({ shopper, operation, requestId, message }: FaultNote): string {
  const visitor = shopper === null ? '' : `shopper ${shopper}, `
  const request = requestId === null ? '' : `  [request ${requestId}]`
  return `  ${visitor}${operation}: ${message}${request}`
}
