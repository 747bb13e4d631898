import type { Address } from '#platform/http/openapi'

/** The raw addresses that the API page names. */
export const addresses: readonly Address[] = [
  {
    route: 'POST /api/projects/:id/documents',
    room: 'crowdfunding',
    name: 'addProjectDocument',
    summary: 'Add a document (multipart: visibility reviewers or public, name, then file)',
    answers: 'application/json',
    status: 201,
  },
  {
    route: 'POST /api/projects/:id/pictures',
    room: 'crowdfunding',
    name: 'addProjectPicture',
    summary: 'Add a picture (multipart: place cover or gallery, then file)',
    answers: 'application/json',
    status: 201,
  },
  {
    route: 'GET /api/projects/:id/documents/:documentId',
    room: 'crowdfunding',
    name: 'projectDocument',
    summary: 'One document of a project',
    answers: 'application/pdf',
    status: 200,
  },
  {
    route: 'GET /api/projects/:id/contributors.csv',
    room: 'crowdfunding',
    name: 'contributorsTable',
    summary: 'Those who contributed, as a table',
    answers: 'text/csv',
    status: 200,
  },
  {
    route: 'GET /api/v1/contributions/:id/receipt.pdf',
    room: 'crowdfunding',
    name: 'contributionReceipt',
    summary: 'The receipt of a contribution, with its secret (token) and a language (lang)',
    answers: 'application/pdf',
    status: 200,
  },
]
