const FNV_OFFSET = 0x811c9dc5
const FNV_PRIME = 0x01000193
const TWO_TO_32 = 2 ** 32

/** A 32-bit hash: FNV-1a, then the finalizer of MurmurHash3, without which texts with the same end collide. */
export function hash(text: string): number {
  let bits = FNV_OFFSET
  for (let at = 0; at < text.length; at++) bits = Math.imul(bits ^ text.charCodeAt(at), FNV_PRIME)
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return (bits ^ (bits >>> 16)) >>> 0
}

/**
 * Random numbers of one shopper. A draw depends only on seed, shopper and name: a run is reproducible under any
 * interleaving, and a new draw in one place changes no other.
 */
export interface Chance {
  /** From 0 (included) to 1 (excluded). */
  draw(name: string): number
  /** True with the probability `share`. */
  happens(name: string, share: number): boolean
  /** A whole number from `low` to `high`, both included. */
  between(name: string, low: number, high: number): number
  pick<Item>(name: string, items: readonly [Item, ...Item[]]): Item
}

export function chanceOf(seed: number, shopper: number): Chance {
  const draw = (name: string) => hash(`${seed}/${shopper}/${name}`) / TWO_TO_32
  return {
    draw,
    happens: (name, share) => draw(name) < share,
    between: (name, low, high) => low + Math.floor(draw(name) * (high - low + 1)),
    pick: (name, items) => items[Math.floor(draw(name) * items.length)] ?? items[0],
  }
}
