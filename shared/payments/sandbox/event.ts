import * as z from 'zod'

/** The body of the sandbox's callback. */
export const SandboxEvent = z.looseObject({
  id: z.string().min(1).max(200),
  type: z.string().min(1).max(200),
  data: z
    .looseObject({
      paymentId: z.string().max(200).optional(),
      amount: z.int().min(0).max(2_147_483_647).optional(),
      refundId: z.string().max(200).optional(),
      disputeId: z.string().min(1).max(200).optional(),
    })
    .optional(),
})
export type SandboxEvent = z.input<typeof SandboxEvent>
