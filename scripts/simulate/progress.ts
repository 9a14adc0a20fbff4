import type { Tally } from './tally.ts'

export interface Progress {
  update(tally: Tally): void
  done(): void
}

interface Terminal {
  isTTY?: boolean
  columns?: number
  write(text: string): unknown
}

/** Baskets between two lines without a terminal. */
const LINE_EVERY = 500
const REDRAW_MILLISECONDS = 100
const CLEAR_LINE = '\r\u001b[2K'

/** One line that is redrawn on a terminal; plain lines elsewhere, because a log would record every redraw. */
export function startProgress(out: Terminal, total: number, now: () => number = () => performance.now()): Progress {
  const started = now()
  const line = (tally: Tally) => describe(tally, total, (now() - started) / 1000)
  if (out.isTTY === true) return drawn(out, line, now)
  return {
    update(tally) {
      const baskets = finished(tally)
      if (baskets % LINE_EVERY === 0 || baskets === total) out.write(`${line(tally)}\n`)
    },
    done() {},
  }
}

function drawn(out: Terminal, line: (tally: Tally) => string, now: () => number): Progress {
  let next = Number.NEGATIVE_INFINITY
  let last: Tally | null = null
  const draw = (tally: Tally) => out.write(CLEAR_LINE + line(tally).slice(0, (out.columns ?? 120) - 1))
  return {
    update(tally) {
      last = tally
      if (now() < next) return
      next = now() + REDRAW_MILLISECONDS
      draw(tally)
    },
    done() {
      if (last !== null) draw(last)
      out.write('\n')
    },
  }
}

const finished = (tally: Tally) => tally.ended('paid', 'unconfirmed', 'cancelled', 'refused', 'faulty', 'interrupted')

function describe(tally: Tally, total: number, seconds: number): string {
  const done = finished(tally)
  const left = done === 0 ? '' : `, ${clock((seconds / done) * (total - done))} left`
  const speed = seconds === 0 ? '0.0' : (tally.ordersPlaced / seconds).toFixed(1)
  return `${done}/${total} baskets, ${speed} orders/s, ${tally.ended('refused')} refused, ${tally.faultCount} faults${left}`
}

function clock(seconds: number): string {
  const whole = Math.ceil(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
