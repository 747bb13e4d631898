import { Download, GitCompare, Tag as TagIcon, Trash2, Undo2, UserRound } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Form as RouterForm } from 'react-router'
import { Button } from '#ui/button'
import { Icon } from '#ui/icon'
import { Notice } from '#ui/notice'
import { sheetFormats } from '#ui/table'
import { useText } from '#ui/text'
import type { ListData } from './load.ts'

const boxesOf = (form: HTMLFormElement | null | undefined): HTMLInputElement[] => [...(form?.querySelectorAll<HTMLInputElement>('input[name=ids]:checked') ?? [])]

/** How many rows of the form around are ticked. */
function useTicked(): { ref: React.RefObject<HTMLDivElement | null>; ticked: number; clear: () => void } {
  const ref = useRef<HTMLDivElement>(null)
  const [ticked, setTicked] = useState(0)
  useEffect(() => {
    const form = ref.current?.closest('form')
    const count = (): void => setTicked(boxesOf(form).length)
    count()
    form?.addEventListener('change', count)
    return () => form?.removeEventListener('change', count)
  }, [])
  const clear = (): void => {
    for (const box of boxesOf(ref.current?.closest('form'))) box.click()
  }
  return { ref, ticked, clear }
}

/** What can be done with the rows that are ticked. Without script it stands under the list; with it, it comes when something is ticked. */
export function Bulk({ data }: { data: ListData }) {
  const { t } = useText()
  const { ref, ticked, clear } = useTicked()
  return (
    <div className="records-bulk" ref={ref} data-ticked={ticked > 0 ? '' : undefined} role="group" aria-label={t('crm.selected', { n: ticked })}>
      <p className="tabular" role="status">
        {t('crm.selected', { n: ticked })}
      </p>
      <span className="records-bulk-part">
        <input name="tag" list="bulk-tags" placeholder={t('crm.bulkTag')} aria-label={t('crm.bulkTag')} maxLength={60} autoComplete="off" />
        <datalist id="bulk-tags">
          {data.tags.map((tag) => (
            <option key={tag} value={tag}>
              {tag}
            </option>
          ))}
        </datalist>
        <Button type="submit" size="small" name="intent" value="tag" icon={<Icon of={TagIcon} size="small" />}>
          {t('crm.bulkTagAct')}
        </Button>
        <Button type="submit" size="small" kind="quiet" name="intent" value="untag">
          {t('crm.bulkUntagAct')}
        </Button>
      </span>
      <span className="records-bulk-part">
        <select name="ownerId" aria-label={t('crm.bulkOwner')} defaultValue="">
          <option value="">{t('crm.ownerNone')}</option>
          {data.people.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        <Button type="submit" size="small" name="intent" value="owner" icon={<Icon of={UserRound} size="small" />}>
          {t('crm.bulkOwnerAct')}
        </Button>
      </span>
      <Elsewhere ticked={ticked} columns={data.columns} />
      <Button type="submit" size="small" kind="danger" name="intent" value="remove" icon={<Icon of={Trash2} size="small" />}>
        {t('crm.bulkRemove')}
      </Button>
      <Button type="button" size="small" kind="quiet" onClick={clear}>
        {t('crm.bulkClear')}
      </Button>
    </div>
  )
}

/** What changes nothing here: a merge, a file of those ticked. */
function Elsewhere({ ticked, columns }: { ticked: number; columns: readonly string[] }) {
  const { t } = useText()
  return (
    <>
      <Button type="submit" size="small" name="intent" value="merge" icon={<Icon of={GitCompare} size="small" />} disabled={ticked === 1}>
        {t('crm.bulkMerge')}
      </Button>
      <span className="records-bulk-part">
        {columns.map((name) => (
          <input key={name} type="hidden" name="shown" value={name} />
        ))}
        {sheetFormats.map((format) => (
          <Button key={format} type="submit" size="small" kind="quiet" name="intent" value={format} icon={<Icon of={Download} size="small" />}>
            {t(`ui.export_${format}`)}
          </Button>
        ))}
      </span>
    </>
  )
}

/** What the last press did, and the way to take it back. */
export function ChangeDone({ params, data }: { params: URLSearchParams; data: ListData }) {
  const { t } = useText()
  const done = params.get('done')
  const n = Number(params.get('n') ?? 0)
  const change = params.get('change')
  const removed = params.get('removed')
  if (removed && data.mayEdit) return <Removed id={removed} />
  if (!done) return null
  if (done === 'viewSaved' || done === 'viewRemoved') return <Notice kind="good">{t(`crm.${done}`)}</Notice>
  if (done === 'mergeTwo' || done === 'exportNone') return <Notice kind="info">{t(`crm.${done}`)}</Notice>
  if (done === 'undone') return <Notice kind="good">{t('crm.undone', { n })}</Notice>
  if (!['tag', 'untag', 'owner', 'remove'].includes(done)) return null
  return (
    <Notice kind={n > 0 ? 'good' : 'info'}>
      <span>{t(`crm.bulkDone.${done}`, { n })}</span>
      {change && data.mayEdit && (
        <RouterForm method="post" className="records-undo">
          <input type="hidden" name="intent" value="undo" />
          <input type="hidden" name="id" value={change} />
          <Button type="submit" size="small" kind="quiet" icon={<Icon of={Undo2} size="small" />}>
            {t('crm.undo')}
          </Button>
        </RouterForm>
      )}
    </Notice>
  )
}

function Removed({ id }: { id: string }) {
  const { t } = useText()
  return (
    <Notice kind="good">
      <span>{t('crm.removedOne')}</span>
      <RouterForm method="post" className="records-undo">
        <input type="hidden" name="intent" value="restore" />
        <input type="hidden" name="id" value={id} />
        <Button type="submit" size="small" kind="quiet" icon={<Icon of={Undo2} size="small" />}>
          {t('crm.restore')}
        </Button>
      </RouterForm>
    </Notice>
  )
}
