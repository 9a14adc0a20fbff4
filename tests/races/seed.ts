import { type Chance, chanceOf } from '../../scripts/simulate/chance.ts'

/**
 * Set this to the printed seed of a failed run to repeat its random choices. The scheduling still differs from run to
 * run, so each race has many participants.
 */
const REPLAYED_SEED: number | null = null

/** The random source of one test. Its seed is printed first. */
export function printedChance(test: string): Chance {
  const seed = REPLAYED_SEED ?? Math.floor(Math.random() * 2 ** 31)
  process.stdout.write(`${test}: seed ${seed}\n`)
  return chanceOf(seed, 0)
}

/** The items in random order; `name` distinguishes several shuffles. */
export function shuffled<Item>(chance: Chance, name: string, items: readonly Item[]): Item[] {
  return items
    .map((item, index) => ({ item, place: chance.draw(`${name}/${index}`) }))
    .sort((left, right) => left.place - right.place)
    .map(({ item }) => item)
}
