/** How well the bytes above 127 of a file fit one encoding. */
interface Score {
  /** Characters that are frequent in texts in this encoding. */
  frequent: number
  rare: number
  invalid: number
}

interface Candidate {
  label: string
  /** How many bytes the character at `at` has, and how frequent it is. */
  classify(bytes: Uint8Array, at: number): [length: number, kind: keyof Score]
}

const between = (byte: number | undefined, low: number, high: number) =>
  byte !== undefined && byte >= low && byte <= high

/** A character of two bytes whose first byte is above 127. */
function pair(isPair: (lead: number, trail: number) => boolean, isFrequent: (lead: number, trail: number) => boolean) {
  return (bytes: Uint8Array, at: number): [number, keyof Score] => {
    const [lead = 0, trail = 0] = [bytes[at], bytes[at + 1]]
    if (!isPair(lead, trail)) return [1, 'invalid']
    return [2, isFrequent(lead, trail) ? 'frequent' : 'rare']
  }
}

/** Level 1 of each character set has its frequent characters; the rest of the code space has the others. */
const candidates: readonly Candidate[] = [
  {
    label: 'big5',
    classify: pair(
      (lead, trail) => between(lead, 0xa1, 0xf9) && (between(trail, 0x40, 0x7e) || between(trail, 0xa1, 0xfe)),
      (lead) => between(lead, 0xa1, 0xc6),
    ),
  },
  {
    label: 'gbk',
    classify: pair(
      (lead, trail) => between(lead, 0x81, 0xfe) && between(trail, 0x40, 0xfe) && trail !== 0x7f,
      (lead, trail) => (between(lead, 0xb0, 0xd7) || between(lead, 0xa1, 0xa3)) && between(trail, 0xa1, 0xfe),
    ),
  },
  {
    label: 'shift_jis',
    classify(bytes, at) {
      const [lead = 0, trail = 0] = [bytes[at], bytes[at + 1]]
      if (between(lead, 0xa1, 0xdf)) return [1, 'rare']
      if (!between(lead, 0x81, 0x9f) && !between(lead, 0xe0, 0xef)) return [1, 'invalid']
      if (!between(trail, 0x40, 0xfc) || trail === 0x7f) return [1, 'invalid']
      const isKana =
        (lead === 0x82 && trail >= 0x4f) || (lead === 0x83 && trail <= 0x96) || (lead === 0x81 && trail <= 0x7e)
      return [2, isKana || between(lead, 0x88, 0x97) ? 'frequent' : 'rare']
    },
  },
  {
    label: 'euc-kr',
    classify: pair(
      (lead, trail) => between(lead, 0xa1, 0xfe) && between(trail, 0xa1, 0xfe),
      (lead) => between(lead, 0xb0, 0xc8) || lead === 0xa1,
    ),
  },
  {
    // One byte a character. Accented letters stand alone among ASCII letters, punctuation among ASCII.
    label: 'windows-1252',
    classify(bytes, at) {
      const [before = 0x20, byte = 0, after = 0x20] = [bytes[at - 1], bytes[at], bytes[at + 1]]
      const isAlone = before < 0x80 && after < 0x80
      const isLetter = byte >= 0xc0 && byte !== 0xd7 && byte !== 0xf7
      const isPunctuation = [0x80, 0x85, 0x91, 0x92, 0x93, 0x94, 0x96, 0x97, 0x99, 0xa3, 0xa9, 0xae, 0xb0].includes(
        byte,
      )
      if ([0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(byte)) return [1, 'invalid']
      return [1, isAlone && (isLetter || isPunctuation) ? 'frequent' : 'rare']
    },
  },
]

/** Enough to decide. A character that lies across two parts counts as invalid once, among thousands. */
const MOST_CHARACTERS = 200_000

/** Compares the encodings in which spreadsheets of Europe and East Asia save a table that is not in UTF-8. */
export class EncodingGuess {
  readonly #scores = candidates.map(() => ({ frequent: 0, rare: 0, invalid: 0 }))
  #characters = 0

  /** Whether more text would not change the result. */
  get isFull(): boolean {
    return this.#characters > MOST_CHARACTERS
  }

  add(bytes: Uint8Array): void {
    if (this.isFull) return
    for (const [index, candidate] of candidates.entries()) {
      const score = this.#scores[index]
      if (score === undefined) continue
      for (let at = 0; at < bytes.length; ) {
        if ((bytes[at] ?? 0) < 0x80) {
          at++
          continue
        }
        const [length, kind] = candidate.classify(bytes, at)
        score[kind]++
        at += length
      }
    }
    this.#characters = Math.max(...this.#scores.map(({ frequent, rare, invalid }) => frequent + rare + invalid))
  }

  /** The encoding if it is certain; else the ones that it may be, the most likely first. */
  result(): { certain: string } | { possible: string[] } {
    const ranked = candidates
      .map(({ label }, index) => ({ label, share: share(this.#scores[index]) }))
      .sort((one, other) => other.share - one.share)
    const [best, second] = ranked
    if (best !== undefined && best.share >= 0.9 && (second?.share ?? 0) <= best.share - 0.2)
      return { certain: best.label }
    return { possible: ranked.filter((one) => one.share >= 0.5).map(({ label }) => label) }
  }
}

function share({ frequent, rare, invalid }: Score = { frequent: 0, rare: 0, invalid: 0 }): number {
  // An invalid byte hardly occurs in a whole file, so one weighs as much as several rare characters.
  return frequent / Math.max(1, frequent + rare + 5 * invalid)
}
