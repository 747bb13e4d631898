import type { Address } from '#platform/http/openapi'

/** The raw addresses that the API page names. */
export const addresses: readonly Address[] = [
  {
    route: 'GET /api/v1/me/exports/:id/griot.zip',
    room: 'trust',
    name: 'downloadExport',
    summary: 'The archive of everything about the caller',
    answers: 'application/zip',
    status: 200,
  },
]
