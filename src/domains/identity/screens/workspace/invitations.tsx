import { Button } from '#ui/button'
import { Field, Form, Hidden } from '#ui/form'
import { Section } from '#ui/layout'
import { RefusalNote } from '#ui/notice'
import { useText } from '#ui/text'
import { type Acted, resultOf } from '../acting.ts'
import type { WorkspaceData } from '../workspace.tsx'

/** Invite by mail; see who has not answered; take an invitation back. */
export function InvitationsSection({ data: { invitations, roles }, acted }: { data: WorkspaceData; acted?: Acted }) {
  const { t, date } = useText()
  const refused = resultOf(acted, 'revoke')
  return (
    <>
      <Section title={t('identity.invite')}>
        <Form result={resultOf(acted, 'invite')} submit={t('identity.inviteSend')}>
          <Hidden values={{ intent: 'invite' }} />
          <div className="grid gap-4 md:grid-cols-2">
            <Field name="email" type="email" label={t('identity.inviteEmail')} inputMode="email" required />
            <Field
              name="role"
              type="select"
              label={t('identity.role')}
              defaultValue="editor"
              required
              options={roles.map((role) => ({ value: role, label: `${t(`identity.role.${role}`)} : ${t(`identity.roleHint.${role}`)}` }))}
            />
          </div>
        </Form>
      </Section>
      <Section title={t('identity.invitations')}>
        {refused && !refused.ok && <RefusalNote refusal={refused.refusal} />}
        {invitations.length === 0 && <p className="text-soft">{t('identity.invitationsNone')}</p>}
        <ul className="grid gap-3">
          {invitations.map((one) => (
            <li key={one.id} className="flex flex-wrap items-center gap-3 border-b border-line pb-3">
              <div className="min-w-0 flex-1">
                <p className="wrap-anywhere">{one.email}</p>
                <p className="text-soft text-sm">
                  {t(`identity.role.${one.role}`)} · {one.state === 'expired' ? t('identity.invitationState.expired') : t('identity.inviteUntil', { date: date(one.expiresAt) })}
                </p>
              </div>
              <Form className="contents">
                <Hidden values={{ intent: 'revoke', invitationId: one.id }} />
                <Button type="submit" size="small" aria-label={`${t('identity.inviteRevoke')} : ${one.email}`}>
                  {t('identity.inviteRevoke')}
                </Button>
              </Form>
            </li>
          ))}
        </ul>
      </Section>
    </>
  )
}
