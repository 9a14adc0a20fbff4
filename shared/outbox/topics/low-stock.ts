import type { Topic } from '../message.ts'

/** What is to be had of a product fell to its threshold: somebody should order more of it. */
export const lowStock: Topic = {
  async deliver({ payload }, { log }) {
    log.warn({ event: 'low_stock', ...payload }, 'low stock')
  },
}
