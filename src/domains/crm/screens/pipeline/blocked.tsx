import { useState } from 'react'
import { Button, ButtonRow } from '#ui/button'
import { Field } from '#ui/form'
import { useText } from '#ui/text'
import { Modal } from '#ui/work/modal'
import type { Stage } from '../../schema/pipeline.ts'
import type { Blocked, Refused } from './board-store.ts'

/** Why a card may not enter: each condition with the way to make it good; an administrator may pass over, saying why. */
export function BlockedMove({
  blocked,
  stages,
  onClose,
  onPass,
}: {
  blocked: Blocked | null
  stages: readonly Stage[]
  onClose: () => void
  onPass: (blocked: Blocked, reason: string) => void
}) {
  const { t } = useText()
  const stage = stages.find(({ id }) => id === blocked?.toStage)
  return (
    <Modal title={t('crm.pipeline.notYet', { stage: stage?.name ?? '' })} isOpen={blocked !== null} onClose={onClose}>
      {blocked && (
        <div className="stack">
          <p>{t(blocked.refused.code, blocked.refused.params)}</p>
          <Needs refused={blocked.refused} />
          {blocked.refused.params.mayPass === 'yes' ? (
            <PassOver onClose={onClose} onPass={(reason) => onPass(blocked, reason)} />
          ) : (
            <ButtonRow align="end">
              <Button onClick={onClose}>{t('ui.close')}</Button>
            </ButtonRow>
          )}
        </div>
      )}
    </Modal>
  )
}

/** The conditions that are missing, each a link to where one meets it. */
export function Needs({ refused: { fields } }: { refused: Pick<Refused, 'fields'> }) {
  const { t } = useText()
  return (
    <ul className="pipe-needs">
      {fields.map(({ code, params = {} }) => (
        <li key={code}>{typeof params.href === 'string' && params.href ? <a href={params.href}>{t(code, params)}</a> : t(code, params)}</li>
      ))}
    </ul>
  )
}

function PassOver({ onClose, onPass }: { onClose: () => void; onPass: (reason: string) => void }) {
  const { t } = useText()
  const [reason, setReason] = useState('')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (reason.trim()) onPass(reason.trim())
      }}
    >
      <Field
        name="reason"
        label={t('crm.pipeline.why')}
        hint={t('crm.pipeline.whyHint')}
        maxLength={300}
        required
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <ButtonRow align="end">
        <Button type="button" onClick={onClose}>
          {t('ui.cancel')}
        </Button>
        <Button type="submit" kind="primary">
          {t('crm.pipeline.pass')}
        </Button>
      </ButtonRow>
    </form>
  )
}
