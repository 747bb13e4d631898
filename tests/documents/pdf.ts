import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

export interface ReadPdf {
  pages: number
  text: string
  title: string
  lang: string
  /** `2B` for PDF/A-2b. */
  archive: string
  /** Whether a reading machine finds headings and paragraphs. */
  tagged: boolean
  attachments: Record<string, string>
}

/** Reads a PDF with pdf.js, which has nothing in common with the maker of ours. */
export async function readPdf(pdf: Uint8Array): Promise<ReadPdf> {
  const opening = getDocument({ data: new Uint8Array(pdf), verbosity: 0 })
  const file = await opening.promise
  const { info, metadata } = await file.getMetadata()
  const facts = info as { Title?: string; Language?: string }
  const xmp = (key: string): string => (metadata as { get: (key: string) => string | null } | null)?.get(key) ?? ''
  const pages = await Promise.all(Array.from({ length: file.numPages }, (_, i) => file.getPage(i + 1)))
  const texts = await Promise.all(pages.map((page) => page.getTextContent()))
  const text = texts.map(({ items }) => items.map((one) => ('str' in one ? one.str + (one.hasEOL ? '\n' : '') : '')).join('')).join('\n')
  // The types say a plain object, the library answers a Map.
  const marks = (await file.getMarkInfo()) as unknown as ReadonlyMap<string, boolean> | null
  const attachments: Record<string, string> = {}
  for (const [id] of (await file.getAttachments()) ?? []) attachments[id] = Buffer.from((await file.getAttachmentContent(id)) as Uint8Array).toString()
  const read = { pages: file.numPages, text, title: facts.Title ?? '', lang: facts.Language ?? '', archive: xmp('pdfaid:part') + xmp('pdfaid:conformance') }
  await opening.destroy()
  return { ...read, tagged: marks?.get('Marked') === true, attachments }
}
