import { type Chance, chanceOf } from '../../scripts/simulate/chance.ts'

/**
 * The seed that a failed run has printed goes here, and everything that is drawn is drawn the same again. What the
 * scheduler makes of it differs from run to run; that is what the crowd is for.
 */
const REPLAYED_SEED: number | null = null

/** The chance of one test. Its seed is printed before anything happens. */
export function printedChance(test: string): Chance {
  const seed = REPLAYED_SEED ?? Math.floor(Math.random() * 2 ** 31)
  process.stdout.write(`${test}: seed ${seed}\n`)
  return chanceOf(seed, 0)
}

/** The same items in an order that the chance decides; `name` tells one shuffle from another. */
export function shuffled<Item>(chance: Chance, name: string, items: readonly Item[]): Item[] {
  return items
    .map((item, index) => ({ item, place: chance.draw(`${name}/${index}`) }))
    .sort((left, right) => left.place - right.place)
    .map(({ item }) => item)
}
