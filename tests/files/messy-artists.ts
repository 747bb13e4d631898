import { readFileSync } from 'node:fs'

/** A list as agencies keep them (SOURCE.txt): what an import of it must find. */
export const messyArtists = {
  name: 'messy-artists.csv',
  path: new URL('messy-artists.csv', import.meta.url).pathname,
  bytes: (): Buffer => readFileSync(new URL('messy-artists.csv', import.meta.url)),
  rows: 600,
  artists: 500,
  /** The same name under other capitals, accents or spaces; then under a typing mistake, with the same mail. */
  doubles: 40,
  mistyped: 20,
  wrong: 40,
}
