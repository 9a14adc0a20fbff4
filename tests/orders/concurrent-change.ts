import { getConfiguration } from '../../shared/platform/configuration/configuration.ts'
import { databases } from '../../shared/platform/db/open.ts'
import { shopOn, type TestShop } from '../support/shop.ts'

/**
 * The same shop, where something happens each time between what an order reads and what it writes: `work` runs after
 * the routine has answered or refused, `times` times at most.
 */
export function shopWithConcurrentChange(
  shop: TestShop,
  routine: string,
  work: () => Promise<unknown>,
  times = 1,
): TestShop {
  let left = times
  const env = { ...shop.env }
  const database = {
    ...shop.database,
    async call(name: string, argument: unknown) {
      try {
        return await shop.database.call(name, argument)
      } finally {
        if (name === routine && left-- > 0) await work()
      }
    },
  }
  databases.bind(getConfiguration(env), database)
  return shopOn(database, env)
}
