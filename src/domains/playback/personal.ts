import type { Personal, Retention } from '#platform/personal'

const goes = { by: 'user_id', atErasure: 'goes' } as const

export const personal: Personal = {
  tables: [
    { table: 'playback.sessions', ...goes, columns: ['film_id', 'device', 'country', 'started_at', 'ended_at', 'watched_ms', 'bytes'] },
    { table: 'playback.progress', ...goes, columns: ['film_id', 'position_ms', 'duration_ms', 'finished', 'watched_at'] },
    { table: 'playback.preferences', ...goes, columns: ['history_paused'] },
  ],
}

export const retentions: readonly Retention[] = [{ name: 'playback.experiences', table: 'playback.experiences', at: 'at', days: 180, least: 30, most: 730 }]
