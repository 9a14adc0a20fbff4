export interface Progress {
  update(share: number, rows: number): void
  /** Writes a line and draws the bar again. */
  line(text: string): void
  done(): void
}

interface Terminal {
  isTTY?: boolean
  write(text: string): unknown
}

const BAR_WIDTH = 30
/** Rows between two lines without a terminal. */
const LINE_EVERY = 5_000
const CLEAR_LINE = '\r\u001b[2K'

/** A bar on a terminal; plain lines elsewhere, because a log would record every redraw. */
export function startProgress(out: Terminal): Progress {
  return out.isTTY === true ? bar(out) : lines(out)
}

function bar(out: Terminal): Progress {
  let drawn = ''
  return {
    update(share, rows) {
      const filled = Math.round(Math.min(share, 1) * BAR_WIDTH)
      drawn = `[${'#'.repeat(filled)}${'.'.repeat(BAR_WIDTH - filled)}] ${percent(share)}  ${rows} rows`
      out.write(CLEAR_LINE + drawn)
    },
    line(text) {
      out.write(`${CLEAR_LINE}${text}\n${drawn}`)
    },
    done() {
      if (drawn !== '') out.write('\n')
    },
  }
}

function lines(out: Terminal): Progress {
  let next = LINE_EVERY
  return {
    update(share, rows) {
      if (rows < next) return
      next = rows - (rows % LINE_EVERY) + LINE_EVERY
      out.write(`${rows} rows, ${percent(share).trim()}\n`)
    },
    line(text) {
      out.write(`${text}\n`)
    },
    done() {},
  }
}

function percent(share: number): string {
  return `${Math.floor(Math.min(share, 1) * 100)}`.padStart(3).concat('%')
}
