import type { ReactNode } from 'react'
import { PageHead } from '#ui/layout'
import { TabLinks } from '#ui/navigation'
import { useText } from '#ui/text'

const tabs = ['sequences', 'templates', 'mailbox'] as const
const hrefs = { sequences: '/mona/outreach', templates: '/mona/outreach/templates', mailbox: '/mona/outreach/mailbox' }
const labels = { sequences: 'outreach.tabSequences', templates: 'outreach.tabTemplates', mailbox: 'outreach.tabMailbox' }

/** The top of every page of outreach. */
export function Head({ title, lead, current, actions }: { title: string; lead?: string; current: (typeof tabs)[number]; actions?: ReactNode }) {
  const { t } = useText()
  return (
    <>
      <PageHead eyebrow={t('outreach.title')} title={title} lead={lead} actions={actions} />
      <div className="mb-6">
        <TabLinks label={t('outreach.title')} items={tabs.map((tab) => ({ href: hrefs[tab], label: t(labels[tab]), current: tab === current }))} />
      </div>
    </>
  )
}
