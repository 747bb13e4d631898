import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Submitted } from '#platform/page'
import { Button, IconButton } from '#ui/button'
import { Icon } from '#ui/icon'
import { useText } from '#ui/text'
import { useDesk, WritingForm } from './keeping.tsx'
import { spellings } from './lists.ts'
import { moved, type Row, rowsOf } from './rows.ts'
import { type ListPart, same, type Written } from './written.ts'

interface Line {
  key: number
  row: Row
  /** Offered where there is no script to add a line; gone with it, unless something was typed there. */
  spare?: boolean
}

interface ListFormProps {
  part: ListPart
  result?: Submitted | null
  /** The fields of one line; `name('label')` is what the field is called in the form. */
  line: (row: Row, name: (field: string) => string, place: number) => ReactNode
  /** What one line is called: « Poste 3 ». */
  called: (place: number) => string
  add: string
  /** Empty lines offered when there is no script to add one. */
  spare?: number
  layout?: 'row' | 'card'
  /** Shown between the lines and the buttons: a sum. */
  sum?: (rows: readonly Row[]) => ReactNode
}

const linesOf = (rows: readonly Row[], from = 0): Line[] => rows.map((row, place) => ({ key: from + place, row }))

/** An ordered list of lines: written, moved, taken away and added; saved whole. Lines are ordinary fields, so the form also works by its buttons alone. */
export function ListForm({ part, result, line, called, add, spare = 3, layout = 'row', sum }: ListFormProps) {
  const { t, lang } = useText()
  const { view, keeper, project, launched } = useDesk()
  const { currency } = view.written.facts
  const { read, tell, blank } = spellings[part]
  const told = tell(view.written[part] as never, currency, lang)
  const fields = useRef<HTMLFieldSetElement>(null)
  const [lines, setLines] = useState<Line[]>(() => withSpare(told, blank, keeper ? Math.max(0, 1 - told.length) : spare))
  const [typed, setTyped] = useState<readonly Row[]>(told)
  const locked = !project.editable
  const focusNext = useRef<number | null>(null)

  useTakenFromElsewhere(view.version, () => {
    setLines((before) => withSpare(told, blank, told.length === 0 ? 1 : 0, after(before)))
    setTyped(told)
  })

  function take(): void {
    if (!fields.current?.form) return
    const rows = rowsOf(new FormData(fields.current.form), part)
    setTyped(rows)
    const list = read(rows, currency)
    if (list && !same(list, view.written[part])) keeper?.putList(part, list as Written[typeof part] as never)
  }
  useEffect(() => {
    if (keeper) setLines((before) => before.filter(({ spare: offered, key }, place) => !offered || (place === 0 && told.length === 0) || isTyped(fields.current, key)))
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, when the keeper opens: spare lines that nobody typed in are dropped
  }, [keeper])
  // Lines that were moved, added or taken away stand in the page only after it is drawn; an amount counts differently in another currency.
  const order = lines.map(({ key }) => key).join()
  useEffect(() => {
    if (keeper) take()
    if (focusNext.current !== null) fields.current?.querySelector<HTMLElement>(`[data-line="${focusNext.current}"] :is(input, textarea)`)?.focus()
    focusNext.current = null
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- after a drawing that moved lines, not after every key
  }, [order, currency, keeper])

  const append = (): void => {
    focusNext.current = after(lines)
    setLines((before) => [...before, ...linesOf([blank], after(before))])
  }
  return (
    <WritingForm intent={part} result={result} onInput={take} fields={fields}>
      {lines.length > 0 && (
        <ol className="studio-lines" data-layout={layout} data-part={part}>
          {lines.map(({ key, row, spare: offered }, place) => (
            <li key={key} data-line={key} data-spare={offered && place > 0 ? '' : undefined}>
              {layout === 'card' && <h3>{called(place + 1)}</h3>}
              <div className="studio-line">{line(row, (field) => `${part}.${place}.${field}`, place)}</div>
              {row.id && <input type="hidden" name={`${part}.${place}.id`} value={row.id} />}
              {!locked && !(launched && row.id) && (
                <LineActs name={called(place + 1)} place={place} last={lines.length - 1} act={keeper ? (asked) => setLines((before) => moved(before, asked)) : undefined} />
              )}
            </li>
          ))}
        </ol>
      )}
      {sum?.(typed)}
      {keeper && !locked && (
        <div className="btn-row">
          <Button icon={<Icon of={Plus} size="small" />} onClick={append}>
            {add}
          </Button>
        </div>
      )}
      {!keeper && !locked && <p className="field-hint studio-unscripted">{t('crowdfunding.studio.spareLines')}</p>}
    </WritingForm>
  )
}

function withSpare(rows: readonly Row[], blank: Row, spare: number, from = 0): Line[] {
  const offered = Array.from({ length: spare }, (_, place) => ({ key: from + rows.length + place, row: blank, spare: true }))
  return [...linesOf(rows, from), ...offered]
}

/** True when somebody wrote in a line. */
const isTyped = (form: HTMLElement | null, key: number): boolean =>
  [...(form?.querySelectorAll<HTMLInputElement>(`[data-line="${key}"] :is(input, textarea)`) ?? [])].some(({ value, type }) => type !== 'checkbox' && value !== '')

/** A key no line has had: fields of a new line begin empty. */
const after = (lines: readonly Line[]): number => Math.max(-1, ...lines.map(({ key }) => key)) + 1

/** Runs when values came from elsewhere than the keyboard, not at the first drawing. */
function useTakenFromElsewhere(version: number, take: () => void): void {
  const [seen, setSeen] = useState(version)
  if (seen === version) return
  setSeen(version)
  take()
}

interface ActsProps {
  name: string
  place: number
  last: number
  act: ((asked: string) => void) | undefined
}

/** Up, down, away: buttons that send the form when there is no script to answer them. */
function LineActs({ name, place, last, act }: ActsProps) {
  const { t } = useText()
  const button = (verb: 'up' | 'down' | 'remove', icon: typeof ArrowUp, disabled = false) => (
    <IconButton
      type={act ? 'button' : 'submit'}
      name="act"
      value={`${verb}.${place}`}
      size="small"
      label={t(`crowdfunding.studio.line.${verb}`, { name })}
      icon={<Icon of={icon} size="small" />}
      disabled={disabled}
      onClick={act && (() => act(`${verb}.${place}`))}
    />
  )
  return (
    <div className="studio-line-acts">
      {button('up', ArrowUp, place === 0)}
      {button('down', ArrowDown, place === last)}
      {button('remove', Trash2)}
    </div>
  )
}
