import { type Letter, languages, type OrderTable, type Section } from './letter.ts'

/** A letter as plain text, one language after the other. */
export function renderText({ shop, sections }: Letter): string {
  return [...languages.map((language) => renderSection(sections[language])), shop].join('\n\n— — —\n\n').concat('\n')
}

function renderSection({ heading, paragraphs, order }: Section): string {
  return [heading, ...paragraphs, ...(order === undefined ? [] : renderOrder(order))].join('\n\n')
}

function renderOrder({ lines, sums, delivery }: OrderTable): string[] {
  const goods = lines.map(({ name, quantity, total }) => `${name}  ${quantity}  ${total}`)
  const amounts = sums.map(({ label, amount }) => `${label}  ${amount}`)
  return [goods, amounts, delivery].filter((part) => part.length > 0).map((part) => part.join('\n'))
}
