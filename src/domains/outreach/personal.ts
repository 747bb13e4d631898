import type { Personal, Retention } from '#platform/personal'

export const personal: Personal = { tables: [] }

export const retentions: readonly Retention[] = []
