import type { RouterContextProvider } from 'react-router'
import { pageOf, type Submitted } from '#platform/page'
import { inMinor } from './forms.ts'

/** Reads the form of the opportunities part: `intent: opportunity`. */
export const offer = (context: Readonly<RouterContextProvider>, form: FormData): Promise<Submitted> => pageOf(context).submit('crm.createOpportunity', inMinor(form))
