import { Badge } from '#ui/badge'
import { Field, Form, Hidden } from '#ui/form'
import { Section } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import { type Acted, outputOf, resultOf } from '../acting.ts'
import { CurrentPassword } from './proofs.tsx'

interface Start {
  secret: string
  uri: string
  qr: string
}

/** Two-step verification: start, scan, confirm, note the recovery codes; later renew them or turn it off. */
export function SecondFactorSection({ on, left, hasPassword, pending, acted }: { on: boolean; left: number; hasPassword: boolean; pending: Start | null; acted?: Acted }) {
  const { t } = useText()
  const codes = outputOf<{ recoveryCodes: string[] }>(acted, 'factorConfirm') ?? outputOf<{ recoveryCodes: string[] }>(acted, 'factorRenew')
  const scanning = outputOf<Start>(acted, 'factorStart') ?? (acted?.intent === 'factorConfirm' && !codes ? pending : null)
  return (
    <Section
      title={t('identity.factor')}
      lead={t('identity.factorLeadSettings')}
      action={<Badge tone={on ? 'good' : 'neutral'}>{t(on ? 'identity.factorOn' : 'identity.factorOff')}</Badge>}
    >
      <div className="grid gap-4">
        {codes && <RecoveryCodes codes={codes.recoveryCodes} />}
        {!on && !scanning && (
          <Disclosure title={t('identity.factorStart')} open={acted?.intent === 'factorStart'}>
            <Form result={resultOf(acted, 'factorStart')} submit={t('identity.factorStart')} kind="secondary">
              <Hidden values={{ intent: 'factorStart' }} />
              <CurrentPassword asked={hasPassword} form="factor" />
            </Form>
          </Disclosure>
        )}
        {scanning && <Scan start={scanning} acted={acted} />}
        {on && <Manage left={left} acted={acted} />}
      </div>
    </Section>
  )
}

function Scan({ start, acted }: { start: Start; acted?: Acted }) {
  const { t } = useText()
  return (
    <Form result={resultOf(acted, 'factorConfirm')} submit={t('identity.confirm')}>
      <Hidden values={{ intent: 'factorConfirm' }} />
      <p>{t('identity.factorScan')}</p>
      <p>
        <a href={start.uri}>
          <img src={`data:image/svg+xml,${encodeURIComponent(start.qr)}`} alt={t('identity.factorQr')} width={208} height={208} />
        </a>
      </p>
      <p className="text-soft">
        {t('identity.factorScanText')} <code className="break-all">{start.secret.replace(/(.{4})/g, '$1 ').trim()}</code>
      </p>
      <Field id="factor-code" name="code" label={t('identity.factorConfirm')} autoComplete="one-time-code" inputMode="numeric" maxLength={8} required />
    </Form>
  )
}

function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const { t } = useText()
  return (
    <Notice kind="warn" title={t('identity.recoveryCodes')}>
      <p>{t('identity.recoveryCodesLead')}</p>
      <ul className="tabular mt-3 grid grid-cols-2 gap-2">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
    </Notice>
  )
}

function Manage({ left, acted }: { left: number; acted?: Acted }) {
  const { t } = useText()
  return (
    <>
      <p className="text-soft">{t('identity.recoveryLeft', { count: left })}</p>
      <Disclosure title={t('identity.recoveryRenew')} open={acted?.intent === 'factorRenew' && !acted.result.ok}>
        <Form result={resultOf(acted, 'factorRenew')} submit={t('identity.recoveryRenew')} kind="secondary">
          <Hidden values={{ intent: 'factorRenew' }} />
          <Field id="renew-code" name="code" label={t('identity.factorCode')} autoComplete="one-time-code" maxLength={20} required />
        </Form>
      </Disclosure>
      <Disclosure title={t('identity.factorStop')} open={acted?.intent === 'factorStop'}>
        <Form result={resultOf(acted, 'factorStop')} submit={t('identity.factorStop')} kind="danger">
          <Hidden values={{ intent: 'factorStop' }} />
          <p>{t('identity.factorStopLead')}</p>
          <Field id="stop-code" name="code" label={t('identity.factorCode')} autoComplete="one-time-code" maxLength={20} required />
        </Form>
      </Disclosure>
    </>
  )
}
