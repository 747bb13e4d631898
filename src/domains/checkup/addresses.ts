import type { Address } from '#platform/http/openapi'
import { checkupPaperAddress } from './checkup-paper.ts'
import { sheets } from './http.ts'
import { planPaperAddress } from './papers.ts'

/** The raw addresses that the API page names. */
export const addresses: readonly Address[] = [checkupPaperAddress, planPaperAddress, ...sheets.map(({ address }) => address)]
