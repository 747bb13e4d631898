import type { z } from 'zod'
import type { Ctx } from '#platform/context'
import { atOnce, everyItem } from '#platform/http/sheets.ts'
import type { Cell, SheetOut } from '#platform/sheet/write.ts'
import type { Translate } from '#platform/text'
import type { ScoreQuery } from '../schema.ts'
import { parts } from '../types.ts'
import { listFits } from './scores.ts'

/** Artists, best fit first, as the list shows them. Scores of 100, confidence in %, countries by their code. */
export function fitsTable(ctx: Ctx, t: Translate, asked: Omit<z.output<typeof ScoreQuery>, 'after' | 'limit'>): SheetOut {
  async function* rows(): AsyncGenerator<Cell[]> {
    for await (const one of everyItem((after) => listFits(ctx, { ...asked, after, limit: atOnce })))
      yield [
        one.name,
        one.country,
        one.score === null ? null : Math.round(one.score * 10) / 10,
        Math.round(one.confidence * 100),
        ...parts.map((part) => (one[part] === null ? null : Math.round(one[part]))),
        one.invented,
      ]
  }
  const columns = ['artist', 'segment.country', 'score', 'confidencePercent', ...parts.map((part) => `part.${part}`), 'invented']
  return { name: t('fit.bestFits'), columns: columns.map((column) => t(`fit.${column}`)), rows: rows() }
}
