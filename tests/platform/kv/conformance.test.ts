import { afterAll, beforeAll, describe } from 'vitest'
import { openKeyValueStore } from '../../../shared/platform/kv/open.ts'
import { openHttp } from '../../../shared/platform/kv/transports/http.ts'
import { redisUrl } from '../../support/servers.ts'
import { startUpstashEndpoint } from '../../support/upstash-endpoint.ts'
import { describeGate } from './describe-gate.ts'
import { describeStore } from './describe-store.ts'

const memory = openKeyValueStore(undefined)
describeStore('memory', () => memory)
describeGate('memory', () => memory)

describe.runIf(redisUrl !== undefined)('on real Redis', () => {
  const tcp = openKeyValueStore(redisUrl)
  afterAll(() => tcp.close())
  describeStore('TCP', () => tcp)
  describeGate('TCP', () => tcp)

  let endpoint: Awaited<ReturnType<typeof startUpstashEndpoint>>
  beforeAll(async () => {
    endpoint = await startUpstashEndpoint(redisUrl ?? '')
  })
  afterAll(() => endpoint.stop())
  describeStore('Upstash’s HTTP', () => openKeyValueStore(endpoint.url))
  describeGate('Upstash’s HTTP', () => openKeyValueStore(endpoint.url))
  describeStore('Upstash’s HTTP as at the edge', () => openHttp(endpoint.url, { pipelines: false }))
})
