import { backlogKnown, backlogMetrics } from '../../shared/platform/observability/instruments/backlog-text.ts'
import { registry } from '../../shared/platform/observability/instruments/metrics.ts'

/** The metrics of the shop, without those that the Prometheus client adds. */
export async function metricTable(): Promise<string> {
  const metrics = await registry.getMetricsAsJSON()
  const rows = metrics
    .filter(({ name }) => name.startsWith('larder_'))
    .map(({ name, type, help }) => `| \`${name}\` | ${type} | ${labelsOf(name)} | ${help} |`)
  for (const { name, help } of [backlogKnown, ...backlogMetrics]) {
    rows.push(`| \`${name}\` | gauge | ${name === backlogKnown.name ? '' : '`work`'} | ${help} |`)
  }
  return ['| metric | type | labels | meaning |', '|---|---|---|---|', ...rows].join('\n')
}

function labelsOf(name: string): string {
  const metric: object = registry.getSingleMetric(name) ?? {}
  const labels: unknown = 'labelNames' in metric ? metric.labelNames : []
  return Array.isArray(labels) ? labels.map((label) => `\`${label}\``).join(', ') : ''
}
