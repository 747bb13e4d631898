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
  {
    route: 'POST /api/v1/imports',
    room: 'crm',
    name: 'sendImport',
    summary: 'Send a list to import (multipart: kind artist, person or organisation, workspaceId, then the file: CSV or XLSX, 50 MB and 200,000 rows at most)',
    answers: 'application/json',
    status: 201,
  },
  {
    route: 'GET /api/v1/exports/records.:format',
    room: 'crm',
    name: 'exportRecords',
    summary: 'Records as a spreadsheet (format csv or xlsx; the conditions, sort and columns of a list; kind; ids; separator; mark)',
    answers: 'text/csv',
    status: 200,
  },
  {
    route: 'GET /api/v1/exports/pipelines/:id.:format',
    room: 'crm',
    name: 'exportPipeline',
    summary: 'The cards of a pipeline as a spreadsheet (format csv or xlsx; the conditions of a board)',
    answers: 'text/csv',
    status: 200,
  },
  {
    route: 'GET /api/v1/exports/imports/:id.:format',
    room: 'crm',
    name: 'exportImportMistakes',
    summary: 'The rows of an import that were kept aside, as they stood in the file, with what is wrong in each (format csv or xlsx)',
    answers: 'text/csv',
    status: 200,
  },
]
