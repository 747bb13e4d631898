import type { Address } from '#platform/http/openapi'
import { planPaperAddress } from './papers.ts'

/** The raw addresses that the API page names. */
export const addresses: readonly Address[] = [planPaperAddress]
