import type { Address } from '#platform/http/openapi'
import { sheets } from './http/exports.ts'

/** The raw addresses that the API page names. */
export const addresses: readonly Address[] = [
  {
    route: 'POST /api/v1/records/:id/files',
    room: 'crm',
    name: 'addRecordFile',
    summary: 'Keep a file with a record (multipart: file, 25 MB at most)',
    answers: 'application/json',
    status: 201,
  },
  {
    route: 'GET /api/v1/record-files/:id',
    room: 'crm',
    name: 'recordFile',
    summary: 'One file of a record, for members of its agency',
    answers: 'application/octet-stream',
    status: 200,
  },
  {
    route: 'POST /api/v1/imports',
    room: 'crm',
    name: 'sendImport',
    summary: 'Send a list to import (multipart: kind artist, person or organisation, workspaceId, then the file: CSV or XLSX, 50 MB and 200,000 rows at most)',
    answers: 'application/json',
    status: 201,
  },
  ...sheets.map(({ address }) => address),
]
