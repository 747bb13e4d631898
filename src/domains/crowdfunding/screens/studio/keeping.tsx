import { CloudOff, TriangleAlert } from 'lucide-react'
import { createContext, type FormEvent, type ReactNode, type RefObject, use, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { useLocation } from 'react-router'
import type { Submitted } from '#platform/page'
import type { Lang } from '#platform/text'
import { Button } from '#ui/button'
import { Field, Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Notice } from '#ui/notice'
import { useText } from '#ui/text'
import type { StudioProject } from '../../schema.ts'
import { type Keeper, type KeeperView, openKeeper, type Saving, sendToHouse } from './keeper.ts'
import { type Facts, factOf, factText, writtenOf } from './written.ts'

export interface Desk {
  project: StudioProject
  view: KeeperView
  /** Null on the server, before the script has come, and once launched: then forms are sent by their button. */
  keeper: Keeper | null
  /** A draft that may be written. */
  open: boolean
  /** Each edit is a version that everyone sees. */
  launched: boolean
}

const DeskContext = createContext<Desk | null>(null)

export function useDesk(): Desk {
  const desk = use(DeskContext)
  if (!desk) throw new Error('useDesk needs a ProjectDesk above it')
  return desk
}

const nothing = () => () => undefined
/** True once the script has taken the page over. */
export const useHydrated = (): boolean =>
  useSyncExternalStore(
    nothing,
    () => true,
    () => false,
  )

/** Holds one project while it is written: what the server has, what is typed, and the way between them. */
export function ProjectDesk({ project, launched, children }: { project: StudioProject; launched: boolean; children: ReactNode }) {
  const open = project.editable && !launched
  const still = useMemo<KeeperView>(() => ({ written: writtenOf(project), saving: { kind: 'rest' }, version: 0 }), [project])
  const [keeper, setKeeper] = useState<Keeper | null>(null)
  useEffect(() => {
    if (!open) return undefined
    const opened = openKeeper(project.id, project, { send: sendToHouse, storage: localStorage, now: Date.now })
    const again = () => void opened.flush()
    const hide = () => document.visibilityState === 'hidden' && again()
    addEventListener('online', again)
    addEventListener('pagehide', again)
    document.addEventListener('visibilitychange', hide)
    setKeeper(opened)
    opened.begin()
    return () => {
      removeEventListener('online', again)
      removeEventListener('pagehide', again)
      document.removeEventListener('visibilitychange', hide)
      opened.end()
    }
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- a keeper lives as long as its project is on the screen; what it saves changes the project, not the keeper
  }, [project.id, open])
  const view = useSyncExternalStore(keeper?.watch ?? nothing, keeper?.view ?? (() => still), () => still)
  const desk = useMemo(() => ({ project, view, keeper, open, launched }), [project, view, keeper, open, launched])
  return <DeskContext value={desk}>{children}</DeskContext>
}

interface WritingFormProps {
  intent: string
  result?: Submitted | null
  children: ReactNode
  onInput?: (event: FormEvent<HTMLFormElement>) => void
  /** What stands around the questions: the form is reached by it. */
  fields?: RefObject<HTMLFieldSetElement | null>
}

/** A form of the draft: saved by itself while one types, by its button without script, and with a word of explanation once everyone can see the project. */
export function WritingForm({ intent, result, children, onInput, fields }: WritingFormProps) {
  const { t } = useText()
  const { project, keeper, open, launched } = useDesk()
  const closed = !open && !project.editable
  const tab = new URLSearchParams(useLocation().search).get('tab') ?? undefined
  return (
    <Form
      className={open ? 'form studio-auto' : 'form'}
      noValidate
      result={result}
      submit={closed || keeper ? undefined : t('crowdfunding.studio.save')}
      onInput={keeper ? onInput : undefined}
      onSubmit={(event) => {
        if (!keeper) return
        event.preventDefault()
        void keeper.flush()
      }}
    >
      <Hidden values={{ intent, tab, currency: intent === 'facts' ? undefined : project.funding.currency }} />
      <fieldset className="studio-fields" disabled={closed} ref={fields}>
        {children}
      </fieldset>
      {launched && !closed && <Field type="textarea" name="note" rows={2} maxLength={500} label={t('crowdfunding.studio.note')} hint={t('crowdfunding.studio.noteHint')} />}
    </Form>
  )
}

/** A form of single answers, each saved under its own name. */
export function FactsForm({ result, children }: { result?: Submitted | null; children: ReactNode }) {
  const { lang } = useText()
  const { keeper, view, project } = useDesk()
  const fields = useRef<HTMLFieldSetElement>(null)
  const { version } = view
  // What was typed before the script came counts too.
  useEffect(() => {
    const form = fields.current?.form
    if (keeper && form) keeper.putFacts(typedEarly(form, writtenOf(project).facts, lang))
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, when the keeper opens: what is typed later goes through its events
  }, [keeper])
  useEffect(() => {
    const form = fields.current?.form
    if (keeper && version > 0 && form) fill(form, keeper.view().written.facts, lang)
  }, [keeper, version, lang])
  const take = (event: FormEvent<HTMLFormElement>): void => {
    const asked = event.target as HTMLInputElement
    const { facts } = view.written
    if (!(asked.name in facts)) return
    const value = factOf(asked.name, asked.value, facts.currency)
    asked.setAttribute('aria-invalid', String(value === undefined))
    if (value !== undefined) keeper?.putFacts({ [asked.name]: value } as Partial<Facts>)
  }
  return (
    <WritingForm intent="facts" result={result} onInput={take} fields={fields}>
      {children}
    </WritingForm>
  )
}

type Asked = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** The fields of a form that ask for facts. */
const factFields = (form: HTMLFormElement, facts: Facts): Asked[] =>
  [...form.elements].filter(
    (one): one is Asked =>
      (one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement || one instanceof HTMLSelectElement) && one.type !== 'hidden' && one.name in facts,
  )

function typedEarly(form: HTMLFormElement, facts: Facts, lang: Lang): Partial<Facts> {
  const changed = factFields(form, facts)
    .filter((asked) => (asked instanceof HTMLInputElement && asked.type === 'radio' ? asked.checked : true) && asked.value !== factText(facts, asked.name as keyof Facts, lang))
    .map((asked) => [asked.name, factOf(asked.name, asked.value, facts.currency)] as const)
  return Object.fromEntries(changed.filter(([, value]) => value !== undefined)) as Partial<Facts>
}

/** Shows values that came from elsewhere, save in the field one is typing in. */
function fill(form: HTMLFormElement, facts: Facts, lang: Lang): void {
  for (const asked of factFields(form, facts)) {
    if (asked === document.activeElement) continue
    const text = factText(facts, asked.name as keyof Facts, lang)
    if (asked instanceof HTMLInputElement && asked.type === 'radio') asked.checked = asked.value === text
    else asked.value = text
  }
}

/** Quietly, where one writes: is it saved? */
export function SaveLine() {
  const { t } = useText()
  const { view, keeper } = useDesk()
  const { saving } = view
  if (!keeper || saving.kind === 'conflict') return null
  return (
    <div className="studio-saving" data-kind={saving.kind}>
      <span role={saving.kind === 'away' || saving.kind === 'refused' ? 'status' : undefined}>
        {saving.kind === 'away' && <Icon of={CloudOff} size="small" />}
        {saving.kind === 'refused' && <Icon of={TriangleAlert} size="small" />}
        <Said saving={saving} />
      </span>
      {saving.kind === 'away' && (
        <Button kind="quiet" size="small" onClick={() => void keeper.flush()}>
          {t('crowdfunding.studio.tryNow')}
        </Button>
      )}
    </div>
  )
}

function Said({ saving }: { saving: Exclude<Saving, { kind: 'conflict' }> }) {
  const { t, time } = useText()
  if (saving.kind === 'saved') return t('crowdfunding.studio.savedAt', { time: time(saving.at, new Intl.DateTimeFormat().resolvedOptions().timeZone) })
  if (saving.kind !== 'refused') return t(`crowdfunding.studio.${saving.kind}`)
  const { refusal } = saving
  const why = refusal.fields.length > 0 ? refusal.fields : [refusal]
  return (
    <>
      {t('crowdfunding.studio.notSaved')} {[...new Set(why.map((one) => t(one.code, one.params)))].join(' ')}
    </>
  )
}

/** Two people wrote the same answer: both are shown, and the one who is here decides. */
export function Conflict() {
  const { t, lang } = useText()
  const { view, keeper } = useDesk()
  const { saving } = view
  if (!keeper || saving.kind !== 'conflict') return null
  const shown = saving.names.filter((name): name is keyof Facts => name in saving.theirs.facts)
  return (
    <Notice
      kind="warn"
      title={t('crowdfunding.studio.conflict')}
      actions={
        <>
          <Button kind="primary" onClick={keeper.keepMine}>
            {t('crowdfunding.studio.keepMine')}
          </Button>
          <Button onClick={keeper.takeTheirs}>{t('crowdfunding.studio.takeTheirs')}</Button>
        </>
      }
    >
      <p>{t('crowdfunding.studio.conflictText')}</p>
      <dl className="studio-conflict">
        {saving.names.map((name) => (
          <div key={name}>
            <dt>{t(`crowdfunding.studio.field.${name}`)}</dt>
            {shown.includes(name as keyof Facts) && (
              <dd>
                <span>{t('crowdfunding.studio.theirs')}</span> {short(factText(saving.theirs.facts, name as keyof Facts, lang)) || '—'}
                <br />
                <span>{t('crowdfunding.studio.mine')}</span> {short(factText(view.written.facts, name as keyof Facts, lang)) || '—'}
              </dd>
            )}
          </div>
        ))}
      </dl>
    </Notice>
  )
}

const short = (text: string): string => (text.length > 240 ? `${text.slice(0, 240)}…` : text)
