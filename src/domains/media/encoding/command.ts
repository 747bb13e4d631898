import { join } from 'node:path'
import { frameRate, ladder, posterMoments, storyboardPlan, type Rung, type StoryboardPlan } from './ladder.ts'
import { seenSize, type PictureTrack, type Probe, type SoundTrack } from './probe.ts'

/** Everything to make of one file, decided before ffmpeg starts. */
export interface Plan {
  picture: PictureTrack
  sounds: PlannedSound[]
  rungs: Rung[]
  rate: { text: string; value: number }
  durationMs: number
  /** How long the last frame stays while the sound goes on. */
  heldMs: number
  storyboard: StoryboardPlan
  posters: number[]
  /** Tone mapping wants zscale; without it an HDR picture is merely cut to eight bits. */
  toneMap: boolean
}

export interface PlannedSound {
  track: SoundTrack
  language: string | null
  label: string | null
  isDefault: boolean
  /** Names of its two weights. */
  low: string
  high: string
}

export const segmentSeconds = 4
export const soundsAtMost = 8
/** A picture that ends this much before the film, in milliseconds, is held to its end. */
const shortfall = 500

/** Containers that hold films, or sound (to say that the picture is missing). Playlists, scripts, image sequences and everything that names other files are not among them. */
export const containers = 'mov,matroska,webm,avi,mpegts,mpeg,mpegvideo,flv,asf,mxf,ogg,dv,rm,ivf,h264,hevc,nut,wtv,mp3,flac,wav,aiff,aac'

/** Options before the input of any run on a stranger's file: local files only, known containers only. */
export const guarded = ['-hide_banner', '-nostdin', '-protocol_whitelist', 'file,pipe', '-format_whitelist', containers]

/** How long a film is, and each of its tracks where they differ, in milliseconds. */
export interface Lengths {
  durationMs: number
  tracks: ReadonlyMap<number, number>
}

/** The picture that will be shown. */
export const pictureOf = (probe: Probe): PictureTrack | null => probe.pictures.find((p) => p.isDefault) ?? probe.pictures[0] ?? null

/** What will be made of a file of these lengths; null without a picture. `features` says what this ffmpeg can do. */
export function planOf(probe: Probe, { durationMs, tracks }: Lengths, features: { zscale: boolean }): Plan | null {
  const picture = pictureOf(probe)
  const pictureMs = picture && (tracks.get(picture.index) ?? durationMs)
  if (!picture || pictureMs === 0) return null
  const { width, height } = seenSize(picture)
  const rungs = ladder(width, height)
  const top = rungs.at(-1)!
  return {
    picture,
    sounds: plannedSounds(probe.sounds.filter((sound) => tracks.get(sound.index) !== 0)),
    rungs,
    rate: frameRate(picture.average, picture.base),
    durationMs,
    heldMs: durationMs - pictureMs! > shortfall ? durationMs - pictureMs! : 0,
    storyboard: storyboardPlan(durationMs, top.width, top.height),
    posters: posterMoments(durationMs),
    toneMap: picture.transfer !== 'sdr' && features.zscale,
  }
}

function plannedSounds(tracks: readonly SoundTrack[]): PlannedSound[] {
  const kept = tracks.slice(0, soundsAtMost)
  const first = kept.find((t) => t.isDefault) ?? kept[0]
  return kept.map((track, i) => ({ track, language: track.language, label: track.title, isDefault: track === first, low: `a${i}-32`, high: `a${i}-96` }))
}

/**
 * The one ffmpeg command of a title: decoded once, every rung, every sound, the storyboard and the candidate posters.
 * Pictures that are rare (tiles, posters) have graphs of their own: in the graph of the rungs, ffmpeg would hold back every frame until the next rare one came (5 GB on one minute of 1080p).
 */
export function commandOf(plan: Plan, source: string, folder: string): string[] {
  const graphs = ['-filter_complex', pictureGraph(plan), ...plan.sounds.flatMap((sound, i) => ['-filter_complex', soundGraph(sound, i, plan.durationMs)])]
  const outputs = [
    ...plan.rungs.flatMap((rung, i) => rungOutput(rung, i, plan, folder)),
    ...plan.sounds.flatMap((sound, i) => [...soundOutput(`[h${i}]`, '96k', join(folder, sound.high)), ...soundOutput(`[l${i}]`, '32k', join(folder, sound.low))]),
    ...storyboardOutput(plan, join(folder, 'storyboard', '%d.jpg')),
    ...posterOutput(plan, join(folder, 'posters', '%d.jpg')),
  ]
  return [...guarded, '-v', 'error', '-progress', 'pipe:1', '-stats_period', '1', '-y', '-i', source, ...graphs, ...outputs]
}

/** Folders that the command writes into. */
export function foldersOf(plan: Plan): string[] {
  return [...plan.rungs.map((r) => r.name), ...plan.sounds.flatMap((s) => [s.high, s.low]), 'storyboard', 'posters']
}

/** Largest first, each smaller rung scaled from the one above: the source is read and scaled once. */
function pictureGraph(plan: Plan): string {
  const largestFirst = plan.rungs.map((rung, i) => ({ rung, i })).toReversed()
  const parts = largestFirst.map(({ rung, i }, place) => {
    const from = place === 0 ? `[0:${plan.picture.index}]${steady(plan)}` : `[c${place}]`
    const split = place === largestFirst.length - 1 ? `[v${i}]` : `,split=2[v${i}][c${place + 1}]`
    return `${from}scale=${rung.width}:${rung.height}:flags=bicubic,setsar=1,format=yuv420p${split}`
  })
  return parts.join(';')
}

/** Whole frames at one rate, from the film's beginning to its end. */
export const steady = (plan: Plan): string =>
  `${[...woven(plan), ...toned(plan)].join('')}fps=${plan.rate.text}:start_time=0,${plan.heldMs ? `tpad=stop_mode=clone:stop_duration=${plan.heldMs / 1000},` : ''}`

/** Interlaced fields woven into frames. */
const woven = (plan: Plan): string[] => (plan.picture.interlaced ? ['bwdif=mode=send_frame,'] : [])

/** HDR brought down to what every screen shows (BT.709). The source's colours are named on its frames: a file that does not tag them all would stop zscale. */
function toned(plan: Plan): string[] {
  if (!plan.toneMap) return []
  const transfer = plan.picture.transfer === 'pq' ? 'smpte2084' : 'arib-std-b67'
  return [
    `setparams=color_primaries=bt2020:color_trc=${transfer}:colorspace=${plan.picture.isRgb ? 'gbr' : 'bt2020nc'},zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv,format=yuv420p,`,
  ]
}

function rungOutput(rung: Rung, i: number, plan: Plan, folder: string): string[] {
  return [
    '-map',
    `[v${i}]`,
    '-c:v',
    'libx264',
    '-preset',
    rung.preset,
    '-profile:v',
    rung.profile,
    '-crf',
    String(rung.crf),
    '-maxrate',
    String(rung.maxrate),
    '-bufsize',
    String(rung.maxrate * 2),
    '-force_key_frames',
    `expr:gte(t,n_forced*${segmentSeconds})`,
    '-sc_threshold',
    '0',
    '-g',
    String(Math.ceil(plan.rate.value * segmentSeconds * 2)),
    '-map_metadata',
    '-1',
    ...segmented(join(folder, rung.name)),
  ]
}

/**
 * Two weights of one sound, brought to the same loudness (EBU R128: -16 LUFS, -1.5 dBTP) and to two channels, as long as the picture.
 * The light one is mono at 24 kHz: what 32 kbit/s of AAC-LC carries well.
 */
function soundGraph(sound: PlannedSound, i: number, durationMs: number): string {
  const seconds = durationMs / 1000
  const level = 'loudnorm=I=-16:TP=-1.5:LRA=11'
  return `[0:${sound.track.index}]aresample=48000:async=1:first_pts=0,aformat=channel_layouts=stereo,${level},aresample=48000,aformat=channel_layouts=stereo,apad=whole_dur=${seconds},atrim=end=${seconds},asplit=2[h${i}][m${i}];[m${i}]aformat=channel_layouts=mono,aresample=24000[l${i}]`
}

function soundOutput(label: string, rate: string, folder: string): string[] {
  return ['-map', label, '-c:a', 'aac', '-b:a', rate, '-map_metadata', '-1', ...segmented(folder)]
}

function segmented(folder: string): string[] {
  return [
    '-f',
    'hls',
    '-hls_time',
    String(segmentSeconds),
    '-hls_playlist_type',
    'vod',
    '-hls_segment_type',
    'fmp4',
    '-hls_flags',
    'independent_segments+temp_file',
    '-hls_fmp4_init_filename',
    'init.mp4',
    '-hls_segment_filename',
    join(folder, '%d.m4s'),
    join(folder, 'index.m3u8'),
  ]
}

/** One small picture a tile; sprites are laid out afterwards. (With ffmpeg's `tile` the first would come after 25 tiles, and until then ffmpeg keeps its progress to itself.) */
function storyboardOutput(plan: Plan, pattern: string): string[] {
  const { intervalMs, tileWidth, tileHeight } = plan.storyboard
  const filter = `${woven(plan).join('')}select='gte(t,selected_n*${intervalMs / 1000})',${toned(plan).join('')}scale=${tileWidth}:${tileHeight},setsar=1,format=yuvj420p`
  return ['-map', `0:${plan.picture.index}`, '-an', '-vf', filter, '-fps_mode', 'vfr', '-q:v', '2', '-f', 'image2', pattern]
}

function posterOutput(plan: Plan, pattern: string): string[] {
  const top = plan.rungs.at(-1)!
  const scale = Math.min(1, 1280 / top.width)
  const filter = `${woven(plan).join('')}select='${posterSelect(plan.posters)}',${toned(plan).join('')}scale=${Math.round(top.width * scale)}:${Math.round(top.height * scale)},setsar=1,format=yuvj420p`
  return ['-map', `0:${plan.picture.index}`, '-an', '-vf', filter, '-fps_mode', 'vfr', '-q:v', '2', '-frames:v', String(plan.posters.length), '-f', 'image2', pattern]
}

/** The moments are equally spaced from the beginning, so the n-th frame kept is the first at or after `n × step`. */
function posterSelect([, step = 1]: readonly number[]): string {
  return `gte(t,selected_n*${step})`
}
