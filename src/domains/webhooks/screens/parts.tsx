import type { Tone } from '#ui/badge'
import { LinkButton } from '#ui/button'
import { Notice } from '#ui/notice'
import { useText } from '#ui/text'
import type { EndpointState } from '../types.ts'
import './webhooks.css'

export const tones: Record<EndpointState, Tone> = { active: 'good', paused: 'neutral', failing: 'bad' }

/** The one time a secret is shown. */
export function SecretNotice({ secret, href }: { secret: string; href?: string }) {
  const { t } = useText()
  return (
    <Notice
      kind="good"
      title={t('webhooks.secretTitle')}
      actions={
        href && (
          <LinkButton href={href} size="small">
            {t('webhooks.settings')}
          </LinkButton>
        )
      }
    >
      <p>{t('webhooks.secretText')}</p>
      <code className="hook-secret" lang="en">
        {secret}
      </code>
    </Notice>
  )
}

/** Which events: everything, or some. */
export function EventsField({ types, chosen, kept }: { types: readonly string[]; chosen: readonly string[]; kept?: string | string[] | undefined }) {
  const { t } = useText()
  const ticked = kept === undefined ? chosen : [kept].flat()
  const box = (value: string, label: string) => (
    <div className="check" key={value}>
      <input type="checkbox" id={`event-${value}`} name="events" value={value} defaultChecked={ticked.includes(value)} />
      <label htmlFor={`event-${value}`}>{label}</label>
    </div>
  )
  return (
    <fieldset className="fieldset" id="f-events" tabIndex={-1}>
      <legend>{t('webhooks.events')}</legend>
      <p className="field-hint">{t('webhooks.eventsHint')}</p>
      {box('*', t('webhooks.everything'))}
      <div className="hook-events">{types.map((type) => box(type, t(`webhooks.event.${type}`)))}</div>
    </fieldset>
  )
}
