import { Plus } from 'lucide-react'
import type { Submitted } from '#platform/page'
import { Button } from '#ui/button'
import { Field, Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { useText } from '#ui/text'
import type { RecordKind } from '../../types.ts'

/** A name and Enter. */
export function QuickAdd({ kind, result }: { kind: RecordKind; result: Submitted | null }) {
  const { t } = useText()
  return (
    <Form result={result} className="records-quick">
      <Hidden values={{ intent: 'add' }} />
      <Field name="name" id="quick-name" label={t(kind === 'artist' ? 'crm.quickAddLabel' : `crm.quickAddLabel.${kind}`)} required maxLength={200} autoComplete="off" />
      <Button type="submit" kind="secondary" icon={<Icon of={Plus} />}>
        {t('crm.quickAdd')}
      </Button>
    </Form>
  )
}
