import { Fault } from './fault.ts'
import type { Operation } from './operations.ts'

/** How a visit ended. */
export type Ending =
  | { kind: 'paid' | 'cancelled' }
  /** Paid at the provider; the shop has not heard of it yet. */
  | { kind: 'astray' }
  /** The shop said no, by this code, and the shopper gave up. */
  | { kind: 'refused'; code: string }
  | { kind: 'faulty' | 'interrupted' }

export interface FaultNote {
  shopper: number | null
  operation: string
  requestId: string | null
  message: string
}

/** What the second tries of the run came to. */
export interface Repetitions {
  ordersSentAgain: number
  callbacksSentAgain: number
  /** Connections that broke before an answer, and were tried again. */
  networkRetries: number
}

const FAULTS_LISTED = 10

/** All that is counted in a run. */
export class Tally {
  readonly milliseconds = new Map<Operation, number[]>()
  readonly endings = new Map<Ending['kind'], number>()
  /** Orders that were refused for good, by code. */
  readonly ordersRefused = new Map<string, number>()
  /** Every "no" on the way, also those after which the shopper went on, by call and code. */
  readonly refusals = new Map<string, number>()
  readonly repetitions: Repetitions = { ordersSentAgain: 0, callbacksSentAgain: 0, networkRetries: 0 }
  /** The first few; there may be thousands of one kind. */
  readonly faults: FaultNote[] = []
  faultCount = 0
  /** What happened to callbacks on their way. */
  readonly callbacks = { lost: 0, late: 0, repeated: 0, reordered: 0 }
  /** Orders that were paid, and not seen paid. */
  readonly astray: string[] = []
  kills = 0
  ordersPlaced = 0
  /** One of the orders, by which the shop's database is known again. */
  anOrder: string | null = null

  call(operation: Operation, milliseconds: number): void {
    const known = this.milliseconds.get(operation)
    if (known === undefined) this.milliseconds.set(operation, [milliseconds])
    else known.push(milliseconds)
  }

  refusal(operation: Operation, code: string): void {
    count(this.refusals, `${operation} ${code}`)
  }

  placed(orderId: string): void {
    this.ordersPlaced++
    this.anOrder = orderId
  }

  ending(ending: Ending): void {
    count(this.endings, ending.kind)
    if (ending.kind === 'refused') count(this.ordersRefused, ending.code)
  }

  fault(shopper: number | null, error: unknown): void {
    this.faultCount++
    if (this.faults.length >= FAULTS_LISTED) return
    const message = error instanceof Error ? error.message : String(error)
    const { operation, requestId } = error instanceof Fault ? error : { operation: 'simulator', requestId: null }
    this.faults.push({ shopper, operation, requestId, message })
  }

  ended(...kinds: Ending['kind'][]): number {
    return kinds.reduce((sum, kind) => sum + (this.endings.get(kind) ?? 0), 0)
  }

  calls(): number {
    return [...this.milliseconds.values()].reduce((sum, times) => sum + times.length, 0)
  }
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
