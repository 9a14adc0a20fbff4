import { languages, type MailContent, type OrderTable, type Section } from './mail-content.ts'

/** A mail as plain text, one language after the other. */
export function renderText({ shop, sections }: MailContent): string {
  return [...languages.map((language) => renderSection(sections[language])), shop].join('\n\n— — —\n\n').concat('\n')
}

function renderSection({ heading, paragraphs, order }: Section): string {
  return [heading, ...paragraphs, ...(order === undefined ? [] : renderOrder(order))].join('\n\n')
}

function renderOrder({ lines, sums, delivery }: OrderTable): string[] {
  const items = lines.map(({ name, quantity, total }) => `${name}  ${quantity}  ${total}`)
  const amounts = sums.map(({ label, amount }) => `${label}  ${amount}`)
  return [items, amounts, delivery].filter((part) => part.length > 0).map((part) => part.join('\n'))
}
