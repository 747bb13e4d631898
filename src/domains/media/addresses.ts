import type { Address } from '#platform/http/openapi'

const tus = { name: 'tus 1.0', url: 'https://tus.io/protocols/resumable-upload' }

/** The raw addresses that the API page names. */
export const addresses: readonly Address[] = [
  {
    route: 'POST /api/uploads',
    room: 'media',
    name: 'beginUpload',
    summary: 'Begin a resumable upload: Upload-Length, and Upload-Metadata with titleId, purpose (film, subtitle, poster), filename, language, label, kind, sha256',
    protocol: tus,
    status: 201,
  },
  { route: 'HEAD /api/uploads/:titleId/:uploadId', room: 'media', name: 'uploadOffset', summary: 'How far an upload is', protocol: tus, status: 200 },
  { route: 'PATCH /api/uploads/:titleId/:uploadId', room: 'media', name: 'continueUpload', summary: 'Send the next bytes of an upload', protocol: tus, status: 204 },
  { route: 'DELETE /api/uploads/:titleId/:uploadId', room: 'media', name: 'withdrawUpload', summary: 'Give up an upload', protocol: tus, status: 204 },
  {
    route: 'POST /api/uploads/form',
    room: 'media',
    name: 'sendForm',
    summary: 'Send one file by an ordinary multipart form, its fields before the file',
    answers: 'application/json',
    status: 201,
  },
  {
    route: 'GET /media/clips/:titleId.mp4',
    room: 'media',
    name: 'clip',
    summary: 'A title that a public page shows, as one MP4, whole or in parts (Range)',
    answers: 'video/mp4',
    status: 200,
  },
]
