import type { Ctx } from '#platform/context'
import { command, id, member, nothing, query } from '#platform/operation'
import { z } from 'zod'
import { mayEdit, mayView } from './access.ts'
import { addSubtitle } from './actions/add-subtitle.ts'
import { cancelProcessing } from './actions/cancel-processing.ts'
import { choosePoster } from './actions/choose-poster.ts'
import { createTitle } from './actions/create-title.ts'
import { removeSubtitle } from './actions/remove-subtitle.ts'
import { removeTitle } from './actions/remove-title.ts'
import { retryProcessing } from './actions/retry-processing.ts'
import { getTitle, listTitles } from './queries.ts'
import { inputs, title, titlePage } from './schema.ts'
import { workspaceOf } from './store.ts'

const ofTitle = ({ db }: Ctx, { titleId }: { titleId: string }): Promise<string | null> => workspaceOf(db, titleId)
const editor = member(mayEdit, ofTitle)

export const operations = {
  createTitle: command({
    summary: 'Open an empty title, the place a film is uploaded to',
    route: 'POST /titles',
    who: member(mayEdit, (_ctx, input: { workspaceId: string }) => input.workspaceId),
    input: inputs.createTitle,
    output: z.object({ id }),
    status: 201,
    subject: (_input, output) => output.id,
    run: createTitle,
  }),
  getTitle: query({
    summary: 'A title: where it stands, what was made of it, its subtitles and posters',
    route: 'GET /titles/:titleId',
    who: member(mayView, ofTitle, 'reviewer', 'support'),
    input: inputs.title,
    output: title,
    run: getTitle,
  }),
  listTitles: query({
    summary: 'Titles of a workspace, newest first',
    route: 'GET /titles',
    who: member(mayView, (_ctx, input: { workspaceId: string }) => input.workspaceId, 'support'),
    input: inputs.listTitles,
    output: titlePage,
    run: listTitles,
  }),
  addSubtitle: command({
    summary: 'Add a WebVTT or SRT subtitle as text, in the place of the one of the same language and kind',
    route: 'POST /titles/:titleId/subtitles',
    who: editor,
    input: inputs.addSubtitle,
    output: z.object({ id, cues: z.int() }),
    status: 201,
    run: (ctx, { text, ...rest }) => addSubtitle(ctx, { ...rest, bytes: Buffer.from(text) }),
  }),
  removeSubtitle: command({
    summary: 'Remove a subtitle',
    route: 'DELETE /titles/:titleId/subtitles/:subtitleId',
    who: editor,
    input: inputs.removeSubtitle,
    output: nothing,
    run: removeSubtitle,
  }),
  choosePoster: command({
    summary: 'Make one of the pictures of a title its poster',
    route: 'PUT /titles/:titleId/poster',
    who: editor,
    input: inputs.choosePoster,
    output: nothing,
    run: choosePoster,
  }),
  cancelProcessing: command({
    summary: 'Stop the processing of a film; its file is kept',
    route: 'POST /titles/:titleId/cancellation',
    who: editor,
    input: inputs.title,
    output: nothing,
    run: cancelProcessing,
  }),
  retryProcessing: command({
    summary: 'Process again a film whose processing failed or was cancelled',
    route: 'POST /titles/:titleId/retry',
    who: editor,
    input: inputs.title,
    output: nothing,
    run: retryProcessing,
  }),
  removeTitle: command({
    summary: 'Remove a title and every file made of it',
    route: 'DELETE /titles/:titleId',
    who: editor,
    input: inputs.title,
    output: nothing,
    run: removeTitle,
  }),
}
