import { escapeHtml } from './escape-html.ts'
import { languages, type MailContent, type OrderTable, type Section } from './mail-content.ts'

/** Inline styles: mail programs ignore or rewrite style sheets. */
const styles = {
  body: 'margin:0;padding:24px 12px;background:#f3f4f1;color:#1d2320',
  card: 'max-width:560px;margin:0 auto;padding:28px;background:#ffffff;border-radius:8px;border-top:4px solid #2f7d4f',
  font: "font-family:'Helvetica Neue',Arial,'PingFang HK','Noto Sans CJK TC','Microsoft JhengHei',sans-serif;font-size:15px;line-height:1.6",
  shop: 'margin:0 0 20px;font-size:13px;letter-spacing:.04em;color:#5d6862',
  heading: 'margin:0 0 12px;font-size:21px;line-height:1.3',
  paragraph: 'margin:0 0 12px',
  table: 'width:100%;margin:16px 0;border-collapse:collapse;font-size:14px',
  cell: 'padding:7px 0;border-bottom:1px solid #e4e7e2;text-align:left;vertical-align:top',
  number:
    'padding:7px 0 7px 12px;border-bottom:1px solid #e4e7e2;text-align:right;white-space:nowrap;vertical-align:top',
  delivery: 'margin:0 0 4px;font-size:14px;color:#3b4540',
  rule: 'margin:28px 0;border:0;border-top:1px solid #cfd5ce',
}

/** A mail as HTML, one language after the other. All text is escaped. */
export function renderHtml({ shop, subject, sections }: MailContent): string {
  const rendered = languages.map(
    (language) => `<div lang="${language}" style="${styles.font}">${renderSection(sections[language])}</div>`,
  )
  return `<!doctype html>
<html lang="zh-Hant"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(subject)}</title></head>
<body style="${styles.body}"><div style="${styles.card};${styles.font}">
<p style="${styles.shop}">${escapeHtml(shop)}</p>
${rendered.join(`\n<hr style="${styles.rule}">\n`)}
</div></body></html>
`
}

function renderSection({ heading, paragraphs, order }: Section): string {
  return [
    `<h1 style="${styles.heading}">${escapeHtml(heading)}</h1>`,
    ...paragraphs.map((paragraph) => `<p style="${styles.paragraph}">${escapeHtml(paragraph)}</p>`),
    ...(order === undefined ? [] : [renderOrder(order)]),
  ].join('\n')
}

function renderOrder({ lines, sums, delivery }: OrderTable): string {
  const items = lines.map(
    ({ name, quantity, total }) =>
      `<tr><td style="${styles.cell}">${escapeHtml(name)}</td><td style="${styles.number}">${escapeHtml(quantity)}</td>` +
      `<td style="${styles.number}">${escapeHtml(total)}</td></tr>`,
  )
  const amounts = sums.map(
    ({ label, amount }, index) =>
      `<tr style="font-weight:${index === sums.length - 1 ? 'bold' : 'normal'}">` +
      `<td style="${styles.cell}" colspan="2">${escapeHtml(label)}</td>` +
      `<td style="${styles.number}">${escapeHtml(amount)}</td></tr>`,
  )
  const table = `<table role="presentation" style="${styles.table}">${[...items, ...amounts].join('\n')}</table>`
  return [table, ...delivery.map((line) => `<p style="${styles.delivery}">${escapeHtml(line)}</p>`)].join('\n')
}
