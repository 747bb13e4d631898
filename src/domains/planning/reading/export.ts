import type { z } from 'zod'
import type { Ctx } from '#platform/context'
import { atOnce, everyItem } from '#platform/http/sheets.ts'
import { type Cell, dayCell, type SheetOut } from '#platform/sheet/write.ts'
import type { Translate } from '#platform/text'
import type { Task, TaskQuery } from '../schema.ts'
import { listTasks } from './lists.ts'

type Asked = Omit<z.output<typeof TaskQuery>, 'after' | 'limit'>

const columns = ['titleLabel', 'state', 'priorityLabel', 'dueOn', 'dueTime', 'owner', 'about', 'repeats', 'remindOn', 'endedOn'] as const

/** Tasks as their list shows them, under the same conditions and in the same order. */
export function tasksTable(ctx: Ctx, t: Translate, asked: Asked): SheetOut {
  async function* rows(): AsyncGenerator<Cell[]> {
    for await (const task of everyItem((after) => listTasks(ctx, { ...asked, after, limit: atOnce }))) yield cellsOf(task, t)
  }
  return { name: t('planning.tasks'), columns: columns.map((column) => t(`planning.${column}`)), rows: rows() }
}

function cellsOf({ title, state, priority, dueOn, dueMinute, owner, subject, seriesId, remindOn, doneAt }: z.input<typeof Task>, t: Translate): Cell[] {
  const hour = dueMinute === null ? null : `${two(Math.floor(dueMinute / 60))}:${two(dueMinute % 60)}`
  return [title, t(`planning.state.${state}`), t(`planning.priority.${priority}`), dayCell(dueOn), hour, owner?.name, subject?.label, seriesId !== null, dayCell(remindOn), doneAt]
}

const two = (n: number): string => String(n).padStart(2, '0')
