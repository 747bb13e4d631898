import { z } from 'zod'
import { id, instant, pageOf, paging } from '#platform/operation'
import { subtitleKinds, titleStates, uploadPurposes, uploadStates } from './types.ts'

export const problem = z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }).meta({ id: 'MediaProblem' })

export const subtitle = z.object({ id, language: z.string(), label: z.string(), kind: z.enum(subtitleKinds), cues: z.int(), src: z.string() }).meta({ id: 'Subtitle' })

export const rendition = z
  .object({
    name: z.string(),
    kind: z.enum(['video', 'audio']),
    codecs: z.string(),
    averageBps: z.int(),
    peakBps: z.int(),
    width: z.int().nullable(),
    height: z.int().nullable(),
    language: z.string().nullable(),
    label: z.string().nullable(),
  })
  .meta({ id: 'Rendition' })

export const picture = z
  .object({
    src: z.string(),
    width: z.int(),
    height: z.int(),
    color: z.string(),
    sources: z.array(z.object({ type: z.string(), srcSet: z.string() }).meta({ id: 'PictureSource' })),
  })
  .meta({ id: 'Picture' })

/** A picture that can be the poster. `thumb` is always there; `atMs` is the moment of a frame, null for one that was sent. */
export const posterChoice = z.object({ id, thumb: z.string(), color: z.string(), atMs: z.int().nullable(), chosen: z.boolean() }).meta({ id: 'PosterChoice' })

export const upload = z
  .object({
    id,
    purpose: z.enum(uploadPurposes),
    filename: z.string(),
    size: z.int(),
    received: z.int(),
    state: z.enum(uploadStates),
    problem: problem.nullable(),
    at: instant,
  })
  .meta({ id: 'MediaUpload' })

export const titleLine = z
  .object({
    id,
    workspaceId: id,
    name: z.string(),
    state: z.enum(titleStates),
    progress: z.number(),
    playable: z.boolean(),
    durationMs: z.int().nullable(),
    problem: problem.nullable(),
    poster: picture.nullable(),
    createdAt: instant,
  })
  .meta({ id: 'TitleLine' })

export const title = titleLine
  .extend({
    width: z.int().nullable(),
    height: z.int().nullable(),
    canRetry: z.boolean(),
    renditions: z.array(rendition),
    subtitles: z.array(subtitle),
    posters: z.array(posterChoice),
    uploads: z.array(upload),
  })
  .meta({ id: 'Title' })

export const titlePage = pageOf(titleLine)

export const language = z.string().regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/)

export const inputs = {
  createTitle: z.object({ workspaceId: id, name: z.string().trim().min(1).max(200) }),
  title: z.object({ titleId: id }),
  listTitles: z.object({ workspaceId: id, ...paging }),
  addSubtitle: z.object({
    titleId: id,
    language,
    label: z.string().trim().max(80).optional(),
    kind: z.enum(subtitleKinds).default('subtitles'),
    text: z.string().min(1).max(1_900_000),
  }),
  removeSubtitle: z.object({ titleId: id, subtitleId: id }),
  choosePoster: z.object({ titleId: id, pictureId: id }),
}
