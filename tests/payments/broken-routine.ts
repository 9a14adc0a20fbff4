import { configurationOf } from '../../shared/platform/configuration/configuration.ts'
import { databases } from '../../shared/platform/db/open.ts'
import { shopOn, type TestShop } from '../support/shop.ts'

/** The same shop, whose database breaks off whenever it is asked for this routine (with such an argument). */
export function shopWithout(shop: TestShop, routine: string, breaks = (_argument: string) => true): TestShop {
  const env = { ...shop.env }
  const database = {
    ...shop.database,
    async call(name: string, argument: unknown) {
      if (name === routine && breaks(JSON.stringify(argument))) throw new Error('the database broke off')
      return shop.database.call(name, argument)
    },
  }
  databases.bind(configurationOf(env), database)
  return shopOn(database, env)
}
