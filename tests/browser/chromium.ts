import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'

/** Flags for a browser in a container: no sandbox of its own, nothing fetched behind our back. */
export const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
]

/** The browser of the walks: CHROMIUM_PATH, the system's, else the one inside an npm package (Linux x64), which unpacks itself. */
export async function findChromium(): Promise<string> {
  const known = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => path && existsSync(path))
  if (known) return known
  const packaged = createRequire(import.meta.url)('@sparticuz/chromium') as { default?: Packaged } & Packaged
  return (packaged.default ?? packaged).executablePath()
}

interface Packaged {
  executablePath: () => Promise<string>
}
