const SAVE_AS_CSV = 'open it and save the table as "CSV UTF-8"'

/** How files begin that are no text, in Latin-1. */
const SIGNATURES: readonly [starts: readonly string[], advice: string][] = [
  [['PK\x03\x04', 'PK\x05\x06'], `is a workbook of Excel or LibreOffice, or a ZIP archive: ${SAVE_AS_CSV}`],
  [['\xd0\xcf\x11\xe0'], `is a workbook of an old Excel: ${SAVE_AS_CSV}`],
  [['%PDF'], 'is a PDF: export the table from the program that made it, as "CSV UTF-8"'],
  [['\x89PNG', '\xff\xd8\xff', 'GIF8', 'RIFF'], 'is an image, not a table'],
  [['\x1f\x8b', '7z\xbc\xaf', 'Rar!', 'BZh', '\xfd7zXZ', '\x28\xb5\x2f\xfd'], 'is a compressed file: unpack it first'],
  [['SQLite format'], 'is a database of SQLite: export the table as CSV'],
  [['{\\rtf'], 'is a document of a word processor: save the table as "CSV UTF-8"'],
]
/** Tills and web shops export pages whose names end in .xls. */
const MARKUP = /^\s*<(?:!doctype|html|table|head|body|meta|\?xml)/i

const latin1 = (bytes: Uint8Array) => String.fromCharCode(...bytes)

/** Why a file with these first bytes is no table and what to do about it; null when it may be one. */
export function recognizeFile(head: Uint8Array): string | null {
  const start = latin1(head.subarray(0, 512)).replace(/^\xef\xbb\xbf/, '')
  if (MARKUP.test(start)) return `is a web page or XML, whatever its name: ${SAVE_AS_CSV}`
  return SIGNATURES.find(([starts]) => starts.some((signature) => start.startsWith(signature)))?.[1] ?? null
}
