// Builds the pages and the islands, if what they are made of has changed since the last time.
import { buildPages } from './building.ts'

await buildPages({ force: process.argv.includes('--force') })
