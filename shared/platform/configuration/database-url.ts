/** Whether the database runs inside this process: no other process can open or migrate it. */
export const isEmbedded = (url: string | undefined): boolean => url === undefined || /^(pglite|memory):/.test(url)
