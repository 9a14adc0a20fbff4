import type { Logger } from '../observability/logger.ts'
import type { RedisFault, ReportFault } from './redis-faults.ts'

/** What the operator can do about it. docs/runbook.md says more. */
const hints: Partial<Record<RedisFault, string>> = {
  authentication: 'Check the user and password in REDIS_URL',
  certificate: 'For a private certificate authority set NODE_EXTRA_CA_CERTS to its file. Without TLS, use redis://',
  database_number: 'REDIS_URL ends with a database number that the server does not have',
  not_permitted: 'The user of REDIS_URL needs the commands get, set, del, hash, sorted set and eval on keys larder:*',
  out_of_memory: 'Redis is full and evicts nothing: raise maxmemory, or set maxmemory-policy to allkeys-lru',
  read_only: 'REDIS_URL leads to a replica. The connection is opened anew',
  timeout: 'Redis does not answer. With rediss:// the server must speak TLS on this port',
  refuses_writes: 'Redis answers reads only, because it cannot save its data',
}

/** Logs each change of the state of Redis. */
export function logFaults(log: Logger): ReportFault {
  return (fault, reason) => {
    if (fault === null) log.info('Redis is used again')
    else log.warn({ fault, reason, ...(hints[fault] ? { hint: hints[fault] } : {}) }, 'Redis is unavailable')
  }
}
