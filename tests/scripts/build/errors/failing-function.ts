import * as z from 'zod'
import { success } from '../../../../shared/outcome.ts'
import { endpoint } from '../../../../shared/platform/http/endpoint.ts'

const LATER_MILLISECONDS = 300

/** A function that fails while it answers, or in what it does after it has. */
export default endpoint({
  operation: 'fail',
  method: 'POST',
  route: '/fail/{when}',
  area: 'Toys',
  summary: 'Fail',
  access: 'public',
  path: z.object({ when: z.string() }),
  body: z.object({ secret: z.string() }),
  answer: { status: 200, body: z.object({ answered: z.boolean() }), description: 'It has not failed yet.' },
  async handle({ path, defer }) {
    if (path.when === 'now') throw new TypeError('a bug of ours')
    defer(new Promise((_, reject) => setTimeout(() => reject(new RangeError('a bug later')), LATER_MILLISECONDS)))
    return success({ answered: true })
  },
})
