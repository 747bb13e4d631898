import type { Address } from '#platform/http/openapi'

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
]
