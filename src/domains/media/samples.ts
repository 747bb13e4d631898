import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { ffmpeg } from './encoding/ffmpeg.ts'

const run = promisify(execFile)

export interface Sample {
  size?: string
  seconds?: number
  rate?: string
  sound?: 'stereo' | 'mono' | '5.1' | 'none'
  /** More ffmpeg options, before the output. */
  options?: readonly string[]
  /** A filter on the picture, or a source in its place. */
  picture?: string
  noise?: boolean
}

/** Writes a small film made of ffmpeg's own test pictures: for tests and benches. */
export async function sampleFilm(
  path: string,
  { size = '320x180', seconds = 2, rate = '24', sound = 'stereo', options = [], picture, noise = false }: Sample = {},
): Promise<string> {
  const tool = await ffmpeg()
  if (!tool) throw new Error('no ffmpeg')
  const source = picture ?? `testsrc2=s=${size}:r=${rate}:d=${seconds}${noise ? ',noise=alls=12:allf=t' : ''}`
  const layout = sound === 'none' ? null : sound
  const tone = layout && `sine=f=330:d=${seconds},volume=0.2,aformat=channel_layouts=${layout}`
  const sounds = tone ? ['-f', 'lavfi', '-i', tone] : []
  await run(tool.path, [
    '-v',
    'error',
    '-y',
    '-f',
    'lavfi',
    '-i',
    source,
    ...sounds,
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-pix_fmt',
    'yuv420p',
    ...(tone ? ['-c:a', 'aac', '-shortest'] : []),
    ...options,
    path,
  ])
  return path
}
