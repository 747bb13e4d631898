import { BellRing, Mail, MessageSquare, Smartphone } from 'lucide-react'
import type { ReactNode } from 'react'
import { Badge } from '#ui/badge'
import { Button } from '#ui/button'
import { Icon } from '#ui/icon'
import { Island } from '#ui/island'
import { Section } from '#ui/layout'
import { Notice, RefusalNote } from '#ui/notice'
import { useText } from '#ui/text'
import { Act } from './act.tsx'
import type { Acted, Data } from './notifications.tsx'

type Settings = Data['settings']

/** Where messages arrive, a trial for each way, and the devices that are told. */
export function Ways({ settings: { email, phone, devices, pushKey }, acted }: { settings: Settings; acted?: Acted }) {
  const { t } = useText()
  const refusal = acted && acted.intent !== 'save' && !acted.result.ok ? acted.result.refusal : null
  return (
    <Section title={t('messaging.waysTitle')} id="ways">
      {refusal && <RefusalNote refusal={refusal} />}
      <ul className="told-ways">
        <Way icon={<Icon of={Mail} />} channel="mail" to={email && t('messaging.wayMail', { to: email })} />
        <Way icon={<Icon of={BellRing} />} channel="push" to={devices.length > 0 ? t('messaging.wayPush', { n: devices.length }) : null} />
        <Way icon={<Icon of={MessageSquare} />} channel="sms" to={phone && t('messaging.waySms', { to: phone })} />
      </ul>
      <Island name="push" when="now" server={pushKey} marks={devices.map(({ mark }) => mark).join(' ')}>
        <ul className="told-ways">
          {devices.map((device) => (
            <Device key={device.id} device={device} />
          ))}
        </ul>
        <div data-offer="" hidden className="told-offer">
          <Button type="button" icon={<Icon of={BellRing} />}>
            {t('messaging.pushHere')}
          </Button>
          <p className="text-soft text-sm">{t('messaging.pushWhy')}</p>
        </div>
        {(['denied', 'unable', 'failed'] as const).map((why) => (
          <div key={why} data-why={why} hidden>
            <Notice kind="warn">{t(`messaging.push${why[0]!.toUpperCase()}${why.slice(1)}`)}</Notice>
          </div>
        ))}
      </Island>
    </Section>
  )
}

const lacks = { mail: 'messaging.wayMailNone', push: 'messaging.wayPushNone', sms: 'messaging.waySmsNone' }

function Way({ icon, channel, to }: { icon: ReactNode; channel: keyof typeof lacks; to: string | null }) {
  const { t } = useText()
  return (
    <li data-way={channel}>
      {icon}
      <span>{to ?? <span className="text-soft">{t(lacks[channel])}</span>}</span>
      {to && (
        <Act values={{ intent: 'trial', channel }} label={t('messaging.trialOf', { channel: t(`messaging.channel.${channel}`) })}>
          {t('messaging.trial')}
        </Act>
      )}
    </li>
  )
}

function Device({ device: { id, name, mark, createdAt } }: { device: Settings['devices'][number] }) {
  const { t, date } = useText()
  const called = name || t('messaging.deviceUnknown')
  return (
    <li data-mark={mark}>
      <Icon of={Smartphone} />
      <span>
        {called}{' '}
        <span data-this="" hidden>
          <Badge tone="accent">{t('messaging.pushThis')}</Badge>
        </span>
        <small>{t('messaging.deviceSince', { since: date(createdAt) })}</small>
      </span>
      <Act values={{ intent: 'remove', deviceId: id }} label={t('messaging.deviceRemoveNamed', { name: called })}>
        {t('messaging.deviceRemove')}
      </Act>
    </li>
  )
}
