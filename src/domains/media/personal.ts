import type { Personal } from '#platform/personal'
import { uploadKey } from './rules.ts'
import { keptUploadsOf } from './store.ts'

const house = { atErasure: { unnamed: {} }, why: 'belongs to the workspace' } as const

export const personal: Personal = {
  tables: [
    { table: 'media.uploads', by: 'creator_id', columns: ['id', 'title_id', 'purpose', 'filename', 'size', 'sha256', 'state', 'created_at'], ...house },
    { table: 'media.titles', by: 'created_by', columns: ['id', 'workspace_id', 'name', 'state', 'duration_ms', 'created_at'], ...house },
    { table: 'media.pictures', by: 'created_by', columns: ['id', 'title_id', 'origin', 'width', 'height', 'created_at'], ...house },
    { table: 'media.pictures', by: 'chosen_by', ...house },
  ],
  files: async (db, userId) => (await keptUploadsOf(db, userId)).map(({ id, titleId, filename }) => ({ name: `${id.slice(-6)}-${filename}`, key: uploadKey(titleId, id) })),
}
