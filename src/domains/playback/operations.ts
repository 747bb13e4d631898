import { z } from 'zod'
import { anyone, command, id, member, nothing, owner, query, signedIn } from '#platform/operation'
import { beatWatching, leaveWatching } from './actions/beat.ts'
import { endWatching } from './actions/end.ts'
import { clearHistory, forgetFilm, setHistory } from './actions/forget.ts'
import { recordExperience } from './actions/record.ts'
import { startWatching } from './actions/start.ts'
import { findFilm } from './films.ts'
import * as queries from './queries.ts'
import * as shapes from './schema.ts'
import { findHolder } from './store.ts'

export const operations = {
  startWatching: command({
    summary: 'Open a watching session: answers the addresses of playlists and key, and everything a player needs to begin',
    route: 'POST /playback/sessions',
    who: anyone,
    input: shapes.startInput,
    output: shapes.started,
    status: 201,
    perMinute: 60,
    run: startWatching,
  }),
  beatWatching: command({
    summary: 'Heartbeat of a player: renews the lease, keeps the position, says whether the session was ended elsewhere',
    route: 'POST /playback/sessions/:token/beats',
    who: anyone,
    input: shapes.beatInput,
    output: shapes.beaten,
    unaudited: true,
    run: beatWatching,
  }),
  leaveWatching: command({
    summary: 'The player leaves: its session ends and frees its place',
    route: 'POST /playback/sessions/:token/end',
    who: anyone,
    input: shapes.leaveInput,
    output: nothing,
    unaudited: true,
    run: leaveWatching,
  }),
  recordExperience: command({
    summary: 'Keep measurements of a player: start time, stalls, qualities, bytes, errors',
    route: 'POST /playback/sessions/:token/experiences',
    who: anyone,
    input: shapes.experienceInput,
    output: nothing,
    unaudited: true,
    run: recordExperience,
  }),
  listWatching: query({
    summary: 'Devices that are watching on the account now, and how many may',
    route: 'GET /playback/sessions',
    who: signedIn,
    input: nothing,
    output: shapes.liveSessions,
    run: queries.listWatching,
  }),
  endWatching: command({
    summary: 'End a watching session of the account from another device',
    route: 'DELETE /playback/sessions/:id',
    who: owner((ctx, input: { id: string }) => findHolder(ctx.db, input.id)),
    input: z.object({ id }),
    output: nothing,
    run: endWatching,
  }),
  listHistory: query({
    summary: 'Films watched by the account, most recent first',
    route: 'GET /playback/history',
    who: signedIn,
    input: shapes.historyInput,
    output: shapes.historyPage,
    run: queries.listHistory,
  }),
  continueWatching: query({
    summary: 'Films begun and not finished',
    route: 'GET /playback/continue',
    who: signedIn,
    input: z.object({ limit: z.int().min(1).max(50).default(12) }),
    output: z.object({ items: z.array(shapes.watched) }),
    run: queries.continueWatching,
  }),
  filmForStage: query({
    summary: 'What a player shows of a film before it plays',
    route: 'GET /playback/films/:slug',
    who: anyone,
    input: z.object({ slug: z.string().min(1).max(200) }),
    output: shapes.filmForStage,
    run: queries.filmForStage,
  }),
  filmProgress: query({
    summary: 'Where the account stands in a film',
    route: 'GET /playback/films/:slug/progress',
    who: anyone,
    input: z.object({ slug: z.string().min(1).max(200) }),
    output: z.object({ progress: shapes.watched.nullable() }),
    run: queries.filmProgress,
  }),
  forgetFilm: command({
    summary: 'Take one film out of the history',
    route: 'DELETE /playback/history/:filmId',
    who: signedIn,
    input: z.object({ filmId: id }),
    output: nothing,
    run: forgetFilm,
  }),
  clearHistory: command({
    summary: 'Erase the whole history',
    route: 'DELETE /playback/history',
    who: signedIn,
    input: nothing,
    output: z.object({ erased: z.int() }),
    run: clearHistory,
  }),
  historySettings: query({
    summary: 'Whether the history is paused',
    route: 'GET /playback/history/settings',
    who: signedIn,
    input: nothing,
    output: shapes.historySettings,
    run: queries.historySettingsOf,
  }),
  setHistory: command({
    summary: 'Pause or take up again the recording of the history',
    route: 'PUT /playback/history/settings',
    who: signedIn,
    input: shapes.historySettings,
    output: shapes.historySettings,
    run: setHistory,
  }),
  mostWatched: query({
    summary: 'Films most watched lately, everywhere or in one country',
    route: 'GET /playback/most-watched',
    who: anyone,
    input: shapes.mostWatchedInput,
    output: shapes.mostWatchedList,
    cache: 'public, max-age=300',
    run: queries.listMostWatched,
  }),
  filmQuality: query({
    summary: 'How a film was received by its viewers: start time, stalls, errors',
    route: 'GET /playback/films/:slug/quality',
    who: member('films.edit', async (ctx, input: { slug: string; days: number }) => (await findFilm(ctx, input.slug))?.workspaceId ?? null, 'support'),
    input: shapes.qualityInput,
    output: shapes.quality,
    run: queries.filmQuality,
  }),
}
