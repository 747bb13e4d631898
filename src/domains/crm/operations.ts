import { artists } from './operations/artists.ts'
import { pipeline } from './operations/pipeline.ts'
import { records } from './operations/records.ts'

/** The room's catalogue. */
export const operations = { ...artists, ...records, ...pipeline }
