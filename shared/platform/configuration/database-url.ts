/** Whether the database is in this very process: nobody else can have migrated it, and no other process can open it. */
export const isEmbedded = (url: string | undefined): boolean => url === undefined || /^(pglite|memory):/.test(url)
