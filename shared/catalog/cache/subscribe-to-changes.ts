import type { Database } from '../../platform/db/database.ts'
import type { Subject } from './cached-values.ts'

const CHANNEL = 'catalog_changed'
const ALL = '*'

export interface ChangeSubscription {
  /** Whether every change that is committed from now on will be heard of. */
  readonly hears: boolean
  stop(): Promise<void>
}

type OnChange = (concerns: (subject: Subject) => boolean, everything: boolean) => void

function isConcerned(subject: Subject, skus: ReadonlySet<string>): boolean {
  if (typeof subject === 'object') return skus.has(subject.sku)
  return subject === 'all'
}

/**
 * Hears of changes of the catalog (`shared/migrations/0001_catalog.sql`), where the database's connection can tell.
 * @param onChange gets what tells whether a subject is concerned; a lost connection concerns everything
 */
export function subscribeToChanges(database: Database, onChange: OnChange): ChangeSubscription {
  let hears = false
  const subscription = database.listen?.(CHANNEL, {
    onReady() {
      hears = true
    },
    onNotification(payload) {
      const skus = new Set(payload.split(' '))
      const everything = payload === ALL
      onChange((subject) => everything || isConcerned(subject, skus), everything)
    },
    onDisconnect() {
      hears = false
      onChange(() => true, true)
    },
  })
  return {
    get hears() {
      return hears
    },
    stop: async () => subscription?.stop(),
  }
}
