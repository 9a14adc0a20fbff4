import * as z from 'zod'
import { storeAndApplyEvent } from '../../payments/receive-callback.ts'
import { SandboxEvent } from '../../payments/sandbox/event.ts'
import { providerEvent } from '../../payments/sandbox/sandbox.ts'
import type { Topic } from '../message.ts'

const Payload = z.object({ event: SandboxEvent })

/** A callback of the sandbox that was to come late. It comes from this very process: there is no wire to sign it for. */
export const sandboxCallback: Topic = {
  async deliver({ payload }, { database, log }) {
    await storeAndApplyEvent(database, 'sandbox', providerEvent(Payload.parse(payload).event), log)
  },
}
