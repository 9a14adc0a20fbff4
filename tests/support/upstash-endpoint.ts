export { startUpstashEndpoint } from '../../scripts/endpoints/upstash.ts'
