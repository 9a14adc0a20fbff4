export { startNeonEndpoint } from '../../scripts/endpoints/neon.ts'
