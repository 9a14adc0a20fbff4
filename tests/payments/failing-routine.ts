import { getConfiguration } from '../../shared/platform/configuration/configuration.ts'
import { databases } from '../../shared/platform/db/open.ts'
import { shopOn, type TestShop } from '../support/shop.ts'

/** The same shop, whose database fails on every call of this routine (with a matching argument). */
export function shopWithFailingRoutine(shop: TestShop, routine: string, fails = (_argument: string) => true): TestShop {
  const env = { ...shop.env }
  const database = {
    ...shop.database,
    async call(name: string, argument: unknown) {
      if (name === routine && fails(JSON.stringify(argument))) throw new Error('the database connection was lost')
      return shop.database.call(name, argument)
    },
  }
  databases.bind(getConfiguration(env), database)
  return shopOn(database, env)
}
