import { BarChart } from '#ui/chart'
import { Section } from '#ui/layout'
import { TabLinks } from '#ui/navigation'
import { Notice } from '#ui/notice'
import { Table } from '#ui/table'
import { useText } from '#ui/text'
import type { Data } from '../agency.tsx'

/** Where artists stand today and how many will get to each stage. */
export function ExpectedFunnel({ funnel, mine }: Pick<Data, 'funnel'> & { mine: boolean }) {
  const { t, number } = useText()
  const rounded = (value: number): string => number(Math.round(value * 10) / 10)
  const isEmpty = funnel.stages.every((one) => one.now === 0)
  return (
    <Section title={t('fit.funnel')} lead={t('fit.funnelLead')} id="funnel">
      <TabLinks
        label={t('fit.funnel')}
        items={[
          { href: '/mona/fit#funnel', label: t('fit.everyone'), current: !mine },
          { href: '/mona/fit?mine=1#funnel', label: t('fit.mine'), current: mine },
        ]}
      />
      {isEmpty ? (
        <Notice kind="info">{t('fit.noPipeline')}</Notice>
      ) : (
        <div className="fit-two">
          <BarChart
            caption={t('fit.expected')}
            labels={{ name: t('fit.stage'), value: t('fit.expected') }}
            rows={funnel.stages.map(({ name, expected }) => ({ label: name, value: expected, text: rounded(expected) }))}
          />
          <Table
            caption={t('fit.now')}
            rows={funnel.stages}
            rowKey={({ key }) => key}
            columns={[
              { key: 'name', label: t('fit.stage') },
              { key: 'now', label: t('fit.now'), align: 'end', cell: ({ now }) => number(now) },
              { key: 'expected', label: t('fit.expected'), align: 'end', cell: ({ expected }) => rounded(expected) },
            ]}
          />
        </div>
      )}
    </Section>
  )
}
