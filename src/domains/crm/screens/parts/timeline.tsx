import { CalendarCheck, Circle, Mail, MessageCircle, Phone, StickyNote, Users, X, type LucideIcon } from 'lucide-react'
import { Link } from 'react-router'
import { Button } from '#ui/button'
import { Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Section } from '#ui/layout'
import { Notice } from '#ui/notice'
import { useText } from '#ui/text'
import type { Interaction } from '../../types.ts'
import { Quick } from './quick.tsx'
import type { SheetData, SheetSaid } from './sheet.ts'
import { useTold } from './told.ts'
import { CannotUnmerge } from './unmerge.tsx'
import './sheet.css'

export const interactionIcons: Readonly<Record<Interaction, LucideIcon>> = { call: Phone, mail: Mail, message: MessageCircle, meeting: Users, note: StickyNote }

type Line = SheetData['timeline']['items'][number]

/** Everything that happened with a record, in every space, and the quickest way to add to it. */
export function Timeline({ data, said }: { data: SheetData; said: SheetSaid | null }) {
  const { t } = useText()
  const { sheet, timeline, show } = data
  return (
    <div id="timeline">
      <Section title={t('crm.timeline')}>
        {data.done === 'unmerge' && !said && <Notice kind="good">{t('crm.dup.unmerged')}</Notice>}
        {said?.intent === 'crm:unmerge' && !said.result.ok && (
          <CannotUnmerge refusal={said.result.refusal} press={(mergeId) => <Hidden values={{ intent: 'crm:unmerge', mergeId }} />} />
        )}
        {sheet.mayEdit && <Quick said={said?.intent === 'crm:say' ? said.result : null} />}
        <nav className="tabs" aria-label={t('crm.timeline')}>
          <ul>
            {['all', 'people', 'house'].map((one) => (
              <li key={one}>
                <Link to={one === 'all' ? '?' : `?show=${one}`} preventScrollReset aria-current={show === one ? 'page' : undefined}>
                  {t(`crm.timelineShow.${one}`)}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        {timeline.items.length === 0 ? (
          <p className="records-none">{t('crm.timelineEmpty')}</p>
        ) : (
          <ol className="sheet-timeline">
            {timeline.items.map((line) => (
              <Told key={line.id} line={line} now={data.now} mayEdit={sheet.mayEdit} mayManage={sheet.mayManage} />
            ))}
          </ol>
        )}
        {timeline.next && (
          <Link to={`?${show === 'all' ? '' : `show=${show}&`}before=${encodeURIComponent(timeline.next)}#timeline`} className="btn" data-kind="secondary" data-size="small">
            {t('crm.timelineMore')}
          </Link>
        )}
      </Section>
    </div>
  )
}

function Told({ line, now, mayEdit, mayManage }: { line: Line; now: Date; mayEdit: boolean; mayManage: boolean }) {
  const { t, relative, dateTime } = useText()
  const told = useTold()
  const icon = line.interaction ? interactionIcons[line.interaction] : line.kind.includes('plan') || line.kind.startsWith('checkup') ? CalendarCheck : Circle
  const sentence = told(line)
  return (
    <li className="sheet-told" data-by={line.interaction ? 'people' : 'house'}>
      <Icon of={icon} size="small" />
      <div>
        <p className="sheet-told-head">
          <strong>{line.href ? <a href={line.href}>{sentence}</a> : sentence}</strong>
          {line.direction && <span>{t(`crm.direction.${line.direction}`)}</span>}
          {line.by && <span>{line.by}</span>}
          <time dateTime={line.at.toISOString()} title={dateTime(line.at)}>
            {relative(line.at, now)}
          </time>
        </p>
        {line.body && <p className="sheet-told-body">{line.body}</p>}
        {Array.isArray(line.params.fields) && (
          <p className="sheet-told-fields">{(line.params.fields as string[]).map((field) => (field.startsWith('custom.') ? field.slice(7) : t(`crm.f.${field}`))).join(', ')}</p>
        )}
      </div>
      {line.mergeId && mayEdit && (
        <Form className="sheet-take-back">
          <Hidden values={{ intent: 'crm:unmerge', mergeId: line.mergeId }} />
          <Button type="submit" kind="quiet" size="small" aria-label={t('crm.dup.undoNamed', { name: typeof line.params.name === 'string' ? line.params.name : '' })}>
            {t('crm.dup.undo')}
          </Button>
        </Form>
      )}
      {line.interaction && mayEdit && (line.mine || mayManage) && (
        <Form className="sheet-take-back">
          <Hidden values={{ intent: 'crm:unsay', interactionId: line.id }} />
          <Button type="submit" kind="quiet" size="small" aria-label={t('crm.takeBack')} icon={<Icon of={X} size="small" />} />
        </Form>
      )}
    </li>
  )
}
