import type { texts as french } from './texts.fr.ts'

export const texts: Record<keyof typeof french, string> = {}
