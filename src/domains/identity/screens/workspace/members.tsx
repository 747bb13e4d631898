import { Avatar, Badge } from '#ui/badge'
import { Button } from '#ui/button'
import { Form, Hidden } from '#ui/form'
import { Section } from '#ui/layout'
import { RefusalNote } from '#ui/notice'
import { Table } from '#ui/table'
import { useText } from '#ui/text'
import { type Acted, resultOf } from '../acting.ts'
import type { WorkspaceData } from '../workspace.tsx'

type Row = WorkspaceData['members'][number]

/** Who belongs here, and in which role. */
export function MembersSection({ data: { members, can, roles, me }, acted }: { data: WorkspaceData; acted?: Acted }) {
  const { t, date } = useText()
  const refused = [resultOf(acted, 'role'), resultOf(acted, 'remove')].find((one) => one && !one.ok)
  const touchable = (row: Row): boolean => can.manage && row.person.id !== me && roles.includes(row.role)
  return (
    <Section title={t('identity.members')}>
      {refused && !refused.ok && <RefusalNote refusal={refused.refusal} />}
      <Table
        caption={t('identity.members')}
        hideCaption
        stack
        rows={members}
        rowKey={(row) => row.person.id}
        columns={[
          {
            key: 'person',
            label: t('identity.member'),
            cell: (row) => (
              <span className="flex items-center gap-3">
                <Avatar name={row.person.name} src={row.person.image} size="small" />
                <span className="min-w-0">
                  <strong>{row.person.name}</strong>
                  <br />
                  <span className="text-soft wrap-anywhere">{row.email}</span>
                </span>
              </span>
            ),
          },
          { key: 'role', label: t('identity.role'), cell: (row) => (touchable(row) ? <RoleForm row={row} roles={roles} /> : <Badge>{t(`identity.role.${row.role}`)}</Badge>) },
          { key: 'since', label: t('identity.since'), cell: (row) => date(row.joinedAt) },
          ...(can.manage ? [{ key: 'actions', label: t('identity.actions'), cell: (row: Row) => touchable(row) && <RemoveForm row={row} /> }] : []),
        ]}
      />
    </Section>
  )
}

function RoleForm({ row, roles }: { row: Row; roles: readonly string[] }) {
  const { t } = useText()
  return (
    <Form className="flex flex-wrap items-center gap-2">
      <Hidden values={{ intent: 'role', personId: row.person.id }} />
      <span className="field-frame">
        <select name="role" defaultValue={row.role} aria-label={t('identity.roleOf', { name: row.person.name })}>
          {roles.map((role) => (
            <option key={role} value={role}>
              {t(`identity.role.${role}`)}
            </option>
          ))}
        </select>
      </span>
      <Button type="submit" size="small" aria-label={`${t('identity.save')} : ${t('identity.roleOf', { name: row.person.name })}`}>
        {t('identity.save')}
      </Button>
    </Form>
  )
}

function RemoveForm({ row }: { row: Row }) {
  const { t } = useText()
  return (
    <Form className="contents">
      <Hidden values={{ intent: 'remove', personId: row.person.id, named: row.person.name }} />
      <Button type="submit" size="small" kind="danger" aria-label={`${t('identity.memberRemove')} : ${row.person.name}`}>
        {t('identity.memberRemove')}
      </Button>
    </Form>
  )
}
