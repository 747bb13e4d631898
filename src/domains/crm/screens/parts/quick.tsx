import { useEffect, useRef, useState } from 'react'
import type { Submitted } from '#platform/page'
import { Button } from '#ui/button'
import { Field, Form, Hidden } from '#ui/form'
import { useText } from '#ui/text'
import { type Interaction, interactions } from '../../types.ts'
import { isTyping } from '../records/keys.ts'

/** One letter, then the words: c, m, d, r, n. */
const letters: Readonly<Record<string, Interaction>> = { c: 'call', m: 'mail', d: 'message', r: 'meeting', n: 'note' }

/** Notes an exchange: a letter chooses what it was and puts the cursor in its field, Ctrl + Enter saves. Without script, a plain form. */
export function Quick({ said }: { said: Submitted | null }) {
  const { t } = useText()
  const form = useRef<HTMLDivElement>(null)
  const [kind, setKind] = useState<Interaction>(() => keptKind(said) ?? 'note')
  useLetters((chosen) => {
    setKind(chosen)
    form.current?.querySelector('textarea')?.focus()
  })
  return (
    <div ref={form} className="sheet-quick">
      <Form
        result={said}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit()
        }}
      >
        <Hidden values={{ intent: 'crm:say' }} />
        <fieldset className="sheet-kinds">
          <legend className="visually-hidden">{t('crm.quickKind')}</legend>
          {interactions.map((one) => (
            <label key={one} className="tag">
              <input type="radio" name="interaction" value={one} checked={kind === one} onChange={() => setKind(one)} />
              {t(`crm.interaction.${one}`)}
            </label>
          ))}
        </fieldset>
        <Field name="body" type="textarea" id="quick-body" rows={2} label={t('crm.quick')} placeholder={t(`crm.quickBody.${kind}`)} required maxLength={20_000} />
        <div className="sheet-quick-foot">
          {kind !== 'note' && (
            <label className="sheet-direction">
              {t('crm.quickDirection')}
              <select name="direction" defaultValue="out">
                <option value="out">{t('crm.direction.out')}</option>
                <option value="in">{t('crm.direction.in')}</option>
              </select>
            </label>
          )}
          <Button type="submit" kind="primary">
            {t('crm.save')}
          </Button>
        </div>
      </Form>
      <p className="records-keys">{t('crm.quickKeys')}</p>
    </div>
  )
}

function keptKind(said: Submitted | null): Interaction | undefined {
  return said && !said.ok ? interactions.find((one) => one === said.values.interaction) : undefined
}

function useLetters(onChoose: (chosen: Interaction) => void): void {
  const choose = useRef(onChoose)
  useEffect(() => {
    choose.current = onChoose
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const chosen = letters[event.key]
      if (!chosen || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      event.preventDefault()
      choose.current(chosen)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
