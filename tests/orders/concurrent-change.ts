import { getConfiguration } from '../../shared/platform/configuration/configuration.ts'
import { databases } from '../../shared/platform/db/open.ts'
import { shopOn, type TestShop } from '../support/shop.ts'

/** The same shop, but `work` runs after each of the first `times` calls of `routine`, whether it returns or refuses. */
export function shopWithConcurrentChange(
  shop: TestShop,
  routine: string,
  work: () => Promise<unknown>,
  times = 1,
): TestShop {
  let remaining = times
  const env = { ...shop.env }
  const database = {
    ...shop.database,
    async call(name: string, argument: unknown) {
      try {
        return await shop.database.call(name, argument)
      } finally {
        if (name === routine && remaining-- > 0) await work()
      }
    },
  }
  databases.bind(getConfiguration(env), database)
  return shopOn(database, env)
}
