import type { Rung, Stage } from './types.ts'

/**
 * HLS playlists (RFC 8216bis), written by the server for any player and by our own player for itself, which saves it two round trips.
 * Every address in them is a path of this origin.
 */

const captionGroup = 'captions'

export function segmentPath(stage: Stage, rung: string, file: string): string {
  return `${stage.base}/${rung}/${file}?${stage.tickets[rung] ?? ''}`
}

export const videoRungs = (stage: Stage): Rung[] => stage.rungs.filter((r) => r.kind === 'video').toSorted((a, b) => a.averageBps - b.averageBps)
export const audioRungs = (stage: Stage): Rung[] => stage.rungs.filter((r) => r.kind === 'audio').toSorted((a, b) => a.averageBps - b.averageBps)

/**
 * The master playlist. `only: 'audio'` lists the sound alone: our player, which never falls back to it by itself, is sent there.
 * Sound comes in two groups, so that the poorest pictures go with the lightest sound.
 */
export function masterPlaylist(stage: Stage, only?: 'audio'): string {
  const lines = ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS']
  const videos = videoRungs(stage)
  const sounds = audioRungs(stage)
  const captions: Record<string, string> = stage.captions.length > 0 ? { SUBTITLES: quoted(captionGroup) } : {}
  if (only !== 'audio' && videos.length > 0) {
    for (const rung of sounds)
      lines.push(
        soundLine(
          rung,
          sounds.filter((r) => r.weight === rung.weight),
        ),
      )
    for (const caption of stage.captions) lines.push(captionLine(caption))
    for (const rung of videos) lines.push(...variant(rung, soundFor(sounds, rung), captions))
  }
  const lightest = soundAlone(stage)
  if (lightest) lines.push(...audioVariant(lightest))
  return lines.join('\n') + '\n'
}

/** The rung of a film heard without its picture: the lightest sound in the main language, or in the one asked for. */
export function soundAlone(stage: Stage, language?: string): Rung | null {
  const sounds = audioRungs(stage)
  return sounds.find((r) => language !== undefined && r.language === language) ?? sounds.find((r) => r.isDefault) ?? sounds[0] ?? null
}

/** The playlist of one rung: the map first and in clear, then the key, then every segment. */
export function mediaPlaylist(stage: Stage, name: string, keyPath: string | null): string | null {
  const rung = stage.rungs.find((r) => r.name === name)
  const timeline = rung && stage.timelines[rung.timeline]
  if (!timeline) return null
  const longest = Math.max(1, ...timeline.map(([seconds]) => Math.round(seconds)))
  const lines = ['#EXTM3U', '#EXT-X-VERSION:7', `#EXT-X-TARGETDURATION:${longest}`, '#EXT-X-MEDIA-SEQUENCE:0', '#EXT-X-PLAYLIST-TYPE:VOD', '#EXT-X-INDEPENDENT-SEGMENTS']
  lines.push(`#EXT-X-MAP:URI="${segmentPath(stage, name, 'init.mp4')}"`)
  if (keyPath) lines.push(`#EXT-X-KEY:METHOD=AES-128,URI="${keyPath}"${stage.iv ? `,IV=0x${stage.iv}` : ''}`)
  let n = 0
  for (const [seconds, times] of timeline) for (let i = 0; i < times; i++) lines.push(`#EXTINF:${seconds},`, segmentPath(stage, name, `${n++}.m4s`))
  lines.push('#EXT-X-ENDLIST')
  return lines.join('\n') + '\n'
}

/** A captions playlist for players that want one: the whole file is one segment. */
export function captionPlaylist(stage: Stage, language: string): string | null {
  const caption = stage.captions.find((c) => c.language === language)
  if (!caption) return null
  const seconds = stage.durationMs / 1000
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${Math.max(1, Math.ceil(seconds))}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    `#EXTINF:${seconds},`,
    caption.src,
    '#EXT-X-ENDLIST',
    '',
  ].join('\n')
}

/** The heaviest sound that may go with a picture: what BANDWIDTH must count. */
function soundFor(sounds: readonly Rung[], picture: Rung): Rung | null {
  const group = sounds.filter((r) => r.weight === picture.weight)
  return (group.length > 0 ? group : sounds).toSorted((a, b) => b.peakBps - a.peakBps)[0] ?? null
}

const groupOf = (rung: Rung): string => quoted(`sound-${rung.weight ?? 'one'}`)

function soundLine(rung: Rung, group: readonly Rung[]): string {
  const isDefault = rung.isDefault || (rung === group[0] && !group.some((r) => r.isDefault))
  return `#EXT-X-MEDIA:${attributes({
    TYPE: 'AUDIO',
    'GROUP-ID': groupOf(rung),
    NAME: quoted(rung.label ?? rung.language ?? 'Audio'),
    ...(rung.language ? { LANGUAGE: quoted(rung.language) } : {}),
    DEFAULT: isDefault ? 'YES' : 'NO',
    AUTOSELECT: 'YES',
    URI: quoted(`${rung.name}.m3u8`),
  })}`
}

function captionLine(caption: { language: string; label: string }): string {
  return `#EXT-X-MEDIA:${attributes({ TYPE: 'SUBTITLES', 'GROUP-ID': quoted(captionGroup), NAME: quoted(caption.label), LANGUAGE: quoted(caption.language), DEFAULT: 'NO', AUTOSELECT: 'YES', FORCED: 'NO', URI: quoted(`captions-${caption.language}.m3u8`) })}`
}

function variant(rung: Rung, sound: Rung | null, more: Record<string, string>): string[] {
  return [
    `#EXT-X-STREAM-INF:${attributes({
      BANDWIDTH: Math.max(rung.peakBps, rung.averageBps) + (sound?.peakBps ?? 0),
      'AVERAGE-BANDWIDTH': rung.averageBps + (sound?.averageBps ?? 0),
      CODECS: quoted([rung.codecs, sound?.codecs].filter(Boolean).join(',')),
      ...(rung.width && rung.height ? { RESOLUTION: `${rung.width}x${rung.height}` } : {}),
      ...(rung.frameRate ? { 'FRAME-RATE': rung.frameRate.toFixed(3) } : {}),
      ...(sound ? { AUDIO: groupOf(sound) } : {}),
      ...more,
    })}`,
    `${rung.name}.m3u8`,
  ]
}

function audioVariant(rung: Rung): string[] {
  return [
    `#EXT-X-STREAM-INF:${attributes({ BANDWIDTH: Math.max(rung.peakBps, rung.averageBps), 'AVERAGE-BANDWIDTH': rung.averageBps, CODECS: quoted(rung.codecs) })}`,
    `${rung.name}.m3u8`,
  ]
}

/** RFC 8216, 4.2: a quoted string holds no quotation mark and no line end. */
const quoted = (value: string): string => `"${value.replaceAll(/["\r\n]/g, ' ')}"`
const attributes = (values: Record<string, string | number>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .join(',')

/** Timelines short enough to travel with the session's answer; a long one is left to its playlist, which is compressed. */
export function shortTimelines(timelines: Stage['timelines']): Stage['timelines'] {
  return timelines.reduce((sum, runs) => sum + runs.length, 0) <= 300 ? timelines : []
}
