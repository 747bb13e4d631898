import { artists } from './operations/artists.ts'
import { duplicates } from './operations/duplicates.ts'
import { imports } from './operations/imports.ts'
import { pipeline } from './operations/pipeline.ts'
import { records } from './operations/records.ts'

/** The room's catalogue. */
export const operations = { ...artists, ...records, ...pipeline, ...imports, ...duplicates }
