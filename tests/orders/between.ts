import { configurationOf } from '../../shared/configuration/configuration.ts'
import { databases } from '../../shared/db/open.ts'
import { shopOn, type TestShop } from '../support/shop.ts'

/**
 * The same shop, where something happens each time between what an order reads and what it writes: `work` runs after
 * the routine has answered, `times` times at most.
 */
export function shopWith(shop: TestShop, routine: string, work: () => Promise<unknown>, times = 1): TestShop {
  let left = times
  const env = { ...shop.env }
  const database = {
    ...shop.database,
    async call(name: string, argument: unknown) {
      const result = await shop.database.call(name, argument)
      if (name === routine && left-- > 0) await work()
      return result
    },
  }
  databases.bind(configurationOf(env), database)
  return shopOn(database, env)
}
