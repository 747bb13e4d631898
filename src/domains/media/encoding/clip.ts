import { guarded, type Plan, steady } from './command.ts'
import { even } from './ladder.ts'
import { seenSize } from './probe.ts'

/** Pixels on the longest side, and seconds at most: a page that opens is no cinema. */
const longestSide = 854
export const clipSeconds = 300

/** Bits a second, picture and sound. */
const pictureRate = 500_000
const soundRate = 96_000

/** Bytes a clip takes at most. */
export const clipBytes = (plan: Plan): number => Math.ceil((Math.min(clipSeconds, plan.durationMs / 1000) * (pictureRate + soundRate) * 1.1) / 8)

/** One ordinary MP4 that any browser plays as it comes: H.264 and AAC, its index first. */
export function clipCommand(plan: Plan, source: string, target: string): string[] {
  const sound = plan.sounds.find((one) => one.isDefault)
  return [
    ...[...guarded, '-v', 'error', '-progress', 'pipe:1', '-stats_period', '1', '-y', '-i', source, '-t', String(clipSeconds)],
    ...['-map', `0:${plan.picture.index}`, ...(sound ? ['-map', `0:${sound.track.index}`] : []), '-map_metadata', '-1', '-map_chapters', '-1'],
    ...['-vf', pictureFilter(plan), '-c:v', 'libx264', '-preset', 'medium', '-profile:v', 'main', '-crf', '25'],
    ...['-maxrate', String(pictureRate), '-bufsize', String(pictureRate * 2)],
    ...(sound ? ['-af', soundFilter, '-c:a', 'aac', '-b:a', String(soundRate)] : []),
    ...['-movflags', '+faststart', '-f', 'mp4', target],
  ]
}

function pictureFilter(plan: Plan): string {
  const { width, height } = seenSize(plan.picture)
  const scale = Math.min(1, longestSide / Math.max(width, height))
  return `${steady(plan)}scale=${even(width * scale)}:${even(height * scale)}:flags=bicubic,setsar=1,format=yuv420p`
}

/** As loud as a film (EBU R128), in two channels. */
const soundFilter = 'aresample=48000:async=1:first_pts=0,aformat=channel_layouts=stereo,loudnorm=I=-16:TP=-1.5:LRA=11,aresample=48000,aformat=channel_layouts=stereo'
