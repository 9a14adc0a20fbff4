import type { Database } from '../../platform/db/database.ts'
import type { Subject } from './cached-values.ts'

const CHANNEL = 'catalog_changed'
const ALL = '*'

export interface ChangeSubscription {
  /** Whether every change that is committed from now on is notified. */
  readonly isSubscribed: boolean
  stop(): Promise<void>
}

type OnChange = (isAffected: (subject: Subject) => boolean, everything: boolean) => void

function containsSubject(subject: Subject, lowerCaseSkus: ReadonlySet<string>): boolean {
  if (typeof subject === 'object') return lowerCaseSkus.has(subject.sku.toLowerCase())
  return subject === 'all'
}

/**
 * Subscribes to the notifications of catalog changes (`shared/migrations/0001_catalog.sql`), if the transport supports
 * LISTEN.
 * @param onChange gets a predicate of the affected subjects. A lost connection affects all subjects.
 */
export function subscribeToChanges(database: Database, onChange: OnChange): ChangeSubscription {
  let isSubscribed = false
  const subscription = database.listen?.(CHANNEL, {
    onReady() {
      isSubscribed = true
    },
    onNotification(payload) {
      const skus = new Set(payload.toLowerCase().split(' '))
      const everything = payload === ALL
      onChange((subject) => everything || containsSubject(subject, skus), everything)
    },
    onDisconnect() {
      isSubscribed = false
      onChange(() => true, true)
    },
  })
  return {
    get isSubscribed() {
      return isSubscribed
    },
    stop: async () => subscription?.stop(),
  }
}
