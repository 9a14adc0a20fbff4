import { Fault } from './fault.ts'
import type { Operation } from './operations.ts'

/** How a visit ended. */
export type Ending =
  | { kind: 'paid' | 'cancelled' }
  /** Paid at the provider; the shop has not received the callback yet. */
  | { kind: 'unconfirmed' }
  /** The shop refused the order with this code, and the shopper gave up. */
  | { kind: 'refused'; code: string }
  | { kind: 'faulty' | 'interrupted' }

export interface FaultNote {
  shopper: number | null
  operation: string
  requestId: string | null
  message: string
}

/** Requests that were sent again. */
export interface Repetitions {
  ordersSentAgain: number
  callbacksSentAgain: number
  /** Calls that were sent again after a broken connection. */
  networkRetries: number
}

const FAULTS_LISTED = 10

/** Everything that is counted in a run. */
export class Tally {
  readonly milliseconds = new Map<Operation, number[]>()
  readonly endings = new Map<Ending['kind'], number>()
  /** Orders that were finally refused, by code. */
  readonly ordersRefused = new Map<string, number>()
  /** All refusals, also those after which the shopper continued, by operation and code. */
  readonly refusals = new Map<string, number>()
  readonly repetitions: Repetitions = { ordersSentAgain: 0, callbacksSentAgain: 0, networkRetries: 0 }
  /** The first ones: there may be thousands of one kind. */
  readonly faults: FaultNote[] = []
  faultCount = 0
  /** Callbacks with an injected failure, by kind. */
  readonly callbacks = { lost: 0, late: 0, repeated: 0, reordered: 0 }
  /** Orders that were paid but not reported as paid. */
  readonly unconfirmed: string[] = []
  kills = 0
  ordersPlaced = 0
  /** One of the orders, to identify the shop's database. */
  sampleOrderId: string | null = null

  call(operation: Operation, milliseconds: number): void {
    const measured = this.milliseconds.get(operation)
    if (measured === undefined) this.milliseconds.set(operation, [milliseconds])
    else measured.push(milliseconds)
  }

  refusal(operation: Operation, code: string): void {
    count(this.refusals, `${operation} ${code}`)
  }

  placed(orderId: string): void {
    this.ordersPlaced++
    this.sampleOrderId = orderId
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
