import type { Address } from '#platform/http/openapi'

/** The raw addresses that the API page names. */
export const addresses: readonly Address[] = [
  {
    route: 'POST /api/callbacks/:provider',
    room: 'payments',
    name: 'takeCallback',
    summary: 'Where a payment provider tells news: kept, counted, and followed by a reading of the state',
    answers: 'application/json',
    status: 200,
  },
  { route: 'PUT /api/callbacks/:provider', room: 'payments', name: 'takeCallbackPut', summary: 'The same, for providers that put', answers: 'application/json', status: 200 },
  {
    route: 'GET /api/v1/vouchers/:code.svg',
    room: 'payments',
    name: 'voucherSquare',
    summary: 'What a counter scans of a voucher, for whoever has its code, while it can be paid',
    answers: 'image/svg+xml',
    status: 200,
  },
  {
    route: 'GET /api/v1/vouchers/:code.pdf',
    room: 'payments',
    name: 'voucherPaper',
    summary: 'A voucher on paper, for whoever has its code, while it can be paid',
    answers: 'application/pdf',
    status: 200,
  },
]
