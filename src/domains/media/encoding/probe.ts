/** What ffmpeg says of a file, read from the lines it prints when it opens one (the packaged build has no ffprobe). */
export interface Probe {
  /** The container's own word, which may be missing or wrong. */
  durationMs: number | null
  pictures: PictureTrack[]
  sounds: SoundTrack[]
  /** Subtitles and data: their places only. */
  others: number[]
}

export interface PictureTrack {
  index: number
  codec: string
  width: number
  height: number
  /** Width of one pixel over its height. */
  pixelShape: number
  /** Clockwise turn, in degrees, that ffmpeg applies before any filter. */
  rotation: number
  average: number | null
  base: number | null
  interlaced: boolean
  transfer: 'sdr' | 'pq' | 'hlg'
  /** Red, green and blue instead of light and colour. */
  isRgb: boolean
  isDefault: boolean
}

export interface SoundTrack {
  index: number
  codec: string
  channels: string
  language: string | null
  title: string | null
  isDefault: boolean
}

const streamLine = /^ {2,4}Stream #0:(\d+)(?:\[0x[0-9a-f]+\])?(?:\(([^)]*)\))?: (Video|Audio): (.*)$/
const otherLine = /^ {2,4}Stream #0:(\d+).*: (?:Subtitle|Data): /
const anyStreamLine = /^ {2,4}Stream #/

/**
 * Reads the lines of `ffmpeg -i`. Names written in the file come indented deeper, after a key and a colon, so they cannot pass for a stream.
 * Cover pictures and tracks ffmpeg cannot decode are left out. Null when nothing was opened.
 */
export function readProbe(output: string): Probe | null {
  const lines = output.split(/\r?\n/)
  const start = lines.findIndex((line) => line.startsWith('Input #0, '))
  if (start < 0) return null
  const probe: Probe = { durationMs: null, pictures: [], sounds: [], others: [] }
  let current: PictureTrack | SoundTrack | null = null
  for (const line of lines.slice(start + 1)) {
    const duration = /^ {2}Duration: (\d+):(\d\d):(\d\d(?:\.\d+)?)/.exec(line)
    if (duration) probe.durationMs = Math.round((Number(duration[1]) * 3600 + Number(duration[2]) * 60 + Number(duration[3])) * 1000)
    const stream = streamLine.exec(line)
    if (stream) current = addTrack(probe, Number(stream[1]), stream[2] ?? '', stream[3]!, stream[4]!)
    else if (anyStreamLine.test(line)) {
      current = null
      const other = otherLine.exec(line)
      if (other) probe.others.push(Number(other[1]))
    } else if (current) addDetail(current, line)
  }
  return probe
}

function addTrack(probe: Probe, index: number, language: string, kind: string, facts: string): PictureTrack | SoundTrack | null {
  const codec = /^\w+/.exec(facts)?.[0] ?? 'none'
  if (codec === 'none' || codec === 'unknown') return null
  if (kind === 'Audio') {
    const channels = /\d+ Hz, ([^,]+)/.exec(facts)?.[1]
    if (!channels || channels.startsWith('0 channels')) return null
    const track: SoundTrack = { index, codec, channels, language: knownLanguage(language), title: null, isDefault: facts.includes('(default)') }
    probe.sounds.push(track)
    return track
  }
  const size = /, (\d+)x(\d+)/.exec(facts)
  if (!size || facts.includes('(attached pic)') || facts.includes('(timed thumbnails)')) return null
  const shape = /\bSAR (\d+):(\d+)/.exec(facts)
  const track: PictureTrack = {
    index,
    codec,
    width: Number(size[1]),
    height: Number(size[2]),
    pixelShape: shape && Number(shape[1]) > 0 && Number(shape[2]) > 0 ? Number(shape[1]) / Number(shape[2]) : 1,
    rotation: 0,
    average: rate(facts, 'fps'),
    base: rate(facts, 'tbr'),
    interlaced: /\((?:[^()]*, )?(?:top|bottom) (?:coded )?first/.test(facts),
    transfer: facts.includes('smpte2084') ? 'pq' : facts.includes('arib-std-b67') ? 'hlg' : 'sdr',
    isRgb: /, (?:gbr|rgb|bgr)/.test(facts),
    isDefault: facts.includes('(default)'),
  }
  if (track.width === 0 || track.height === 0) return null
  probe.pictures.push(track)
  return track
}

function addDetail(track: PictureTrack | SoundTrack, line: string): void {
  const turned = /^ {6,8}displaymatrix: rotation of (-?\d+(?:\.\d+)?) degrees/.exec(line)
  if (turned && 'rotation' in track) track.rotation = (((Math.round(-Number(turned[1]) / 90) * 90) % 360) + 360) % 360
  const title = /^ {4,6}title {11}: (.+)$/.exec(line)
  if (title && 'title' in track) track.title = title[1]!.trim().slice(0, 80)
}

function rate(facts: string, unit: 'fps' | 'tbr'): number | null {
  const found = new RegExp(`(?:^|, )(\\d+(?:\\.\\d+)?)(k?) ${unit}\\b`).exec(facts)
  if (!found) return null
  const value = Number(found[1]) * (found[2] ? 1000 : 1)
  return value > 0 ? value : null
}

const knownLanguage = (code: string): string | null => (/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(code) && code !== 'und' ? shortLanguage(code) : null)

/** ISO 639-2 codes that files carry, as the shorter ISO 639-1 code that browsers and players know. */
function shortLanguage(code: string): string {
  const bibliographic: Record<string, string> = {
    fre: 'fr',
    ger: 'de',
    dut: 'nl',
    gre: 'el',
    chi: 'zh',
    cze: 'cs',
    ice: 'is',
    per: 'fa',
    rum: 'ro',
    slo: 'sk',
    alb: 'sq',
    arm: 'hy',
    baq: 'eu',
    bur: 'my',
    geo: 'ka',
    mac: 'mk',
    mao: 'mi',
    may: 'ms',
    tib: 'bo',
    wel: 'cy',
  }
  try {
    return bibliographic[code] ?? Intl.getCanonicalLocales(code)[0]!
  } catch {
    return code
  }
}

/** The picture as it is seen: upright, with square pixels. */
export function seenSize(track: PictureTrack): { width: number; height: number } {
  const width = track.width * track.pixelShape
  return track.rotation % 180 === 0 ? { width, height: track.height } : { width: track.height, height: width }
}
