import { Refusal } from '#platform/refusal'

/** What may be kept with a record: papers, pictures and sounds, each by its ending. */
const types: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  wav: 'audio/wav',
  flac: 'audio/flac',
  ogg: 'audio/ogg',
  txt: 'text/plain',
  csv: 'text/csv',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  zip: 'application/zip',
}

export const mostFileBytes = 25 * 1024 * 1024
export const mostFiles = 100
export const fileEndings: readonly string[] = Object.keys(types)

/** The name without a path, controls or marks that turn the reading direction, at most 200 signs. */
export function fileName(given: string): string {
  const name = given
    .split(/[/\\]/)
    .at(-1)!
    // oxlint-disable-next-line no-control-regex -- such signs hide what a name is
    .replaceAll(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .trim()
  if (name.length <= 200) return name
  const ending = /\.\w{1,5}$/.exec(name)?.[0] ?? ''
  return name.slice(0, 200 - ending.length).toWellFormed() + ending
}

/** The kind of a file by the ending of its name, or null when it may not be kept. */
export const fileType = (name: string): string | null => types[/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ''] ?? null

/** Shown in the browser; all else is only ever downloaded. */
export const isShown = (type: string): boolean => type === 'application/pdf' || /^(image|audio)\//.test(type)

/** `found` is the kind its first bytes say, null when they say nothing (plain text). */
export function whyCannotKeep(name: string, size: number, found: string | null, kept: number): Refusal | null {
  const type = fileType(name)
  const wrong = (code: `crm.file.${string}`, params: Record<string, string | number> = {}) => new Refusal('invalid', code, params, [{ field: 'file', code, params }])
  if (size === 0) return wrong('crm.file.empty')
  if (size > mostFileBytes) return wrong('crm.file.tooBig', { most: mostFileBytes / 1024 / 1024 })
  if (!type) return wrong('crm.file.wrongType', { types: fileEndings.join(', ') })
  if (kept >= mostFiles) return wrong('crm.file.tooMany', { most: mostFiles })
  return found === null || family(found) === family(type) ? null : wrong('crm.file.notWhatItSays')
}

/** Office papers are archives, sounds come in many wrappings: what matters is that a picture is a picture. */
function family(type: string): string {
  if (/zip|officedocument|opendocument/.test(type)) return 'archive'
  if (/^(audio|video)\//.test(type) || type === 'application/ogg') return 'sound'
  return type.startsWith('text/') ? 'text' : type
}
