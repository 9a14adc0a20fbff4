import { expect, test } from 'vitest'
import { Dispute, factReader } from '../../../shared/payments/stripe/facts.ts'

test.each([
  // currency of the shop, what Stripe says, the disputed amount in minor units of the shop
  ['HKD', { amount: 4_990, currency: 'hkd' }, 4_990],
  ['HKD', { amount: 4_990 }, 4_990],
  ['ISK', { amount: 50_000, currency: 'isk' }, 500],
  ['JPY', { amount: 500, currency: 'jpy' }, 500],
  ['KWD', { amount: 1_000, currency: 'kwd' }, 1_000],
  ['HKD', { amount: 640, currency: 'usd' }, null],
  ['HKD', { amount: null, currency: 'hkd' }, null],
  ['HKD', {}, null],
])('in a shop in %s a dispute of %j is about %s', (shopCurrency, said, amount) => {
  const dispute = Dispute.parse({ id: 'dp_1', status: 'needs_response', payment_intent: 'pi_1', ...said })
  expect(factReader(shopCurrency).disputeFact(dispute)).toEqual({
    ...{ type: 'payment_disputed', providerPaymentId: 'pi_1', amount, disputeId: 'dp_1' },
    ...{ refundId: null, orderId: null },
  })
})
