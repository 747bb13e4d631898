/** The room's catalogue. */
export const operations = {}
