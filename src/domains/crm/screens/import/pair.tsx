import { useEffect, useRef, useState } from 'react'
import { Form as RouterForm } from 'react-router'
import { Badge } from '#ui/badge'
import { Button, LinkButton } from '#ui/button'
import { Hidden } from '#ui/form'
import { useText } from '#ui/text'
import type { Duplicate } from '../../schema/duplicates.ts'

type Which = 'left' | 'right'
const sides: readonly Which[] = ['left', 'right']
const lists = new Set(['genres', 'languages', 'tags'])

/** Two records side by side: which one stays, and for each field whose word holds. */
export function Pair({ pair, chosen, next, now }: { pair: Duplicate; chosen: readonly string[]; next: string | null; now: Date }) {
  const { t } = useText()
  const [keep, setKeep] = useState<Which>(weight(pair.right) > weight(pair.left) ? 'right' : 'left')
  const form = useRef<HTMLFormElement>(null)
  useKeys(form, setKeep)
  const rest = chosen.filter((id) => id !== pair.right.id)
  const onward = chosen.length > 2 ? `/mona/duplicates?ids=${rest.join(',')}` : next ? `/mona/duplicates?after=${next}` : '/mona/duplicates'
  return (
    <RouterForm method="post" ref={form} className="pair">
      <Hidden values={{ left: pair.left.id, right: pair.right.id }} />
      {rest.map((id) => (
        <input key={id} type="hidden" name="rest" value={id} />
      ))}
      <Why pair={pair} />
      <Sides pair={pair} keep={keep} onKeep={setKeep} now={now} />
      <Acts onward={onward} />
      <p className="field-hint pair-keys">{t('crm.dup.keys')}</p>
    </RouterForm>
  )
}

function Sides({ pair, keep, onKeep, now }: { pair: Duplicate; keep: Which; onKeep: (side: Which) => void; now: Date }) {
  const { t } = useText()
  return (
    <div className="table-frame" role="region" aria-label={t('crm.dup.title')} tabIndex={0}>
      <table className="pair-table">
        <thead>
          <tr>
            <th scope="col">{t('crm.dup.field')}</th>
            {sides.map((side) => (
              <Head key={side} side={side} record={pair[side]} keep={keep} onKeep={onKeep} now={now} />
            ))}
          </tr>
        </thead>
        <tbody>
          {fieldsOf(pair).map((field) => (
            <Row key={`${field} ${keep}`} field={field} pair={pair} keep={keep} />
          ))}
          <tr>
            <th scope="row">{t('crm.f.links')}</th>
            {sides.map((side) => (
              <td key={side}>{pair[side].links.join(', ') || '—'}</td>
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  )
}

function Acts({ onward }: { onward: string }) {
  const { t } = useText()
  return (
    <div className="import-acts pair-acts">
      <Button type="submit" kind="primary" name="intent" value="merge" data-key="f">
        {t('crm.dup.merge')}
      </Button>
      <Button type="submit" name="intent" value="distinct" data-key="d">
        {t('crm.dup.distinct')}
      </Button>
      <LinkButton kind="quiet" href={onward} data-key="s">
        {t('crm.dup.next')}
      </LinkButton>
    </div>
  )
}

const weight = ({ happenings, cards, files, values }: Duplicate['left']): number => happenings + 5 * cards + 3 * files + values.length

function Why({ pair: { certainty, reasons } }: { pair: Duplicate }) {
  const { t } = useText()
  return (
    <p className="pair-why">
      <Badge tone={certainty === 'sure' ? 'good' : certainty === 'likely' ? 'accent' : 'neutral'}>{t(`crm.dup.${certainty}`)}</Badge>
      {reasons.map(({ reason, value }) => (
        <span key={reason}>{t(`crm.dup.why.${reason}`, { value })}</span>
      ))}
    </p>
  )
}

function Head({ side, record, keep, onKeep, now }: { side: Which; record: Duplicate['left']; keep: Which; onKeep: (side: Which) => void; now: Date }) {
  const { t, relative } = useText()
  const { happenings, cards, files } = record
  return (
    <th scope="col" data-kept={keep === side ? '' : undefined}>
      <label className="pair-keep">
        <input type="radio" name="keep" value={side} checked={keep === side} onChange={() => onKeep(side)} /> {t('crm.dup.keep')}
      </label>
      <a href={`/mona/${record.kind === 'artist' ? 'artists' : 'contacts'}/${record.id}`} className="pair-name">
        {record.name}
      </a>
      <span className="pair-facts">
        {t('crm.dup.attached', { happenings, cards, files })} · {relative(record.updatedAt, now)}
      </span>
    </th>
  )
}

const fieldsOf = ({ left, right }: Duplicate): string[] => [...new Set([...left.values, ...right.values].map(({ field }) => field))]

function Row({ field, pair, keep }: { field: string; pair: Duplicate; keep: Which }) {
  const { t } = useText()
  const at = (side: Which) => pair[side].values.find((one) => one.field === field)
  const [left, right] = [at('left'), at('right')]
  const label = left?.label ?? right?.label ?? t(`crm.f.${camel(field)}`)
  const isOpen = left?.text !== right?.text && left && right
  const isList = lists.has(field)
  const usual = isList ? 'both' : at(keep) ? keep : keep === 'left' ? 'right' : 'left'
  return (
    <tr data-differs={isOpen ? '' : undefined}>
      <th scope="row">
        {label}
        {isOpen && isList && (
          <label className="pair-both">
            <input type="radio" name={`field.${field}`} value="both" defaultChecked /> {t('crm.dup.both')}
          </label>
        )}
      </th>
      {sides.map((side) => (
        <td key={side}>
          {isOpen ? (
            <label>
              <input type="radio" name={`field.${field}`} value={side} defaultChecked={usual === side} /> <span>{shown(t, field, at(side)?.text)}</span>
            </label>
          ) : (
            shown(t, field, at(side)?.text)
          )}
        </td>
      ))}
    </tr>
  )
}

const camel = (field: string): string => field.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

function shown(t: (key: string) => string, field: string, text: string | undefined): string {
  if (text === undefined) return '—'
  return field === 'self_produced' || field === 'has_team' ? t(text === 'true' ? 'crm.yes' : 'crm.no') : text
}

/** ← → choose the record that stays; F merges, D keeps apart, S goes on. Not while somebody types. */
function useKeys(form: React.RefObject<HTMLFormElement | null>, setKeep: (side: Which) => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const { target, key, ctrlKey, metaKey, altKey } = event
      if (ctrlKey || metaKey || altKey || (target instanceof HTMLElement && target.closest('input:not([type=radio]), textarea, select, [role=dialog]'))) return
      if (key === 'ArrowLeft' || key === 'ArrowRight') {
        if (target instanceof HTMLInputElement) return
        return setKeep(key === 'ArrowLeft' ? 'left' : 'right')
      }
      form.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key.toLowerCase())}"]`)?.click()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [form, setKeep])
}
