import { Download, Heart, Play, Settings2, Trash2 } from 'lucide-react'
import { Avatar, Badge, Tag } from '#ui/badge'
import { Button, ButtonRow, IconButton, LinkButton } from '#ui/button'
import { Card } from '#ui/card'
import { Icon } from '#ui/icon'
import { Cluster, Grid, Section } from '#ui/layout'
import { EmptyState, Notice } from '#ui/notice'
import { Dialog, DialogButton, Menu } from '#ui/overlay'
import { Pattern } from '#ui/pattern'
import { Meter, Progress, Skeleton, StatusLine, Steps } from '#ui/progress'
import { useText } from '#ui/text'
import { spaces } from '../../frame/rooms.ts'
import { countries, of } from './samples.ts'

const letters = 'Aa Ɖɖ Ɛɛ Ƒƒ Ɣɣ Ŋŋ Ɔɔ Ʋʋ « œ » 5 000 F CFA'

export function Faces() {
  const { t } = useText()
  return (
    <Section title={of('Faces, Pattern')}>
      <Grid>
        {spaces.map(({ name, label }) => (
          <div key={name} data-space={name} className="face-sample">
            <h3>{t(label)}</h3>
            <p>{letters}</p>
            <Cluster>
              <Button kind="primary" size="small">
                {of('primary')}
              </Button>
              <Button size="small">{of('secondary')}</Button>
              <Badge tone="accent">{of('accent')}</Badge>
            </Cluster>
            <Pattern name={name === 'karangou' ? 'bogolan' : name === 'spark' ? 'signal' : name === 'stage' ? 'lamps' : 'weave'} />
          </div>
        ))}
      </Grid>
    </Section>
  )
}

export function Words() {
  const { t } = useText()
  return (
    <Section title={of('Button, Badge, Tag, Avatar, Menu, Dialog')}>
      <ButtonRow>
        <Button kind="primary" icon={<Icon of={Play} />}>
          {of('primary')}
        </Button>
        <Button icon={<Icon of={Download} />}>{of('secondary')}</Button>
        <Button kind="quiet">{of('quiet')}</Button>
        <Button kind="danger" icon={<Icon of={Trash2} />}>
          {of('danger')}
        </Button>
        <Button kind="primary" busy>
          {of('busy')}
        </Button>
        <Button disabled>{of('disabled')}</Button>
        <IconButton label={of('IconButton')} icon={<Icon of={Heart} />} />
      </ButtonRow>
      <br />
      <Cluster>
        {(['neutral', 'accent', 'good', 'warn', 'bad'] as const).map((tone) => (
          <Badge key={tone} tone={tone}>
            {tone}
          </Badge>
        ))}
        <Tag href="#tag" current>
          {countries[6]?.label}
        </Tag>
        <Tag href="#tag">{countries[5]?.label}</Tag>
        {['Awa Mensah', 'Kofi', 'Djibril Diop'].map((name) => (
          <Avatar key={name} name={name} />
        ))}
        <Menu label={of('Menu')} side="start" icon={<Icon of={Settings2} />}>
          <a href="#a">{t('app.sampleRename')}</a>
          <a href="#b">{t('app.sampleCopy')}</a>
        </Menu>
        <DialogButton dialog="sample">{of('Dialog')}</DialogButton>
      </Cluster>
      <Dialog id="sample" title={of('Dialog')}>
        <p>{t('app.samplePopover')}</p>
      </Dialog>
    </Section>
  )
}

export function Notices() {
  const { t } = useText()
  return (
    <Section title={of('Notice, EmptyState, Steps, StatusLine, Progress, Skeleton')}>
      <Grid>
        {(['info', 'good', 'warn'] as const).map((kind) => (
          <Notice key={kind} kind={kind} title={kind}>
            {t('app.sampleNotice')}
          </Notice>
        ))}
        <States />
        <Review />
        <Card title={of('Skeleton')}>
          <Skeleton shape="title" />
          <Skeleton count={3} />
        </Card>
      </Grid>
      <EmptyState
        title={t('app.sampleEmpty')}
        action={
          <LinkButton kind="primary" href="#add">
            {t('app.sampleAdd')}
          </LinkButton>
        }
      >
        {t('app.sampleEmptyText')}
      </EmptyState>
    </Section>
  )
}

function States() {
  const { t } = useText()
  return (
    <Card title={of('Card')}>
      <StatusLine tone="good" live>
        {t('app.sampleOnline')}
      </StatusLine>
      <Progress label={t('app.samplePreparing')} value={0.42} detail="480p" />
      <br />
      <Progress label={t('app.sampleSending')} />
      <br />
      <Meter label={t('app.sampleRoom')} value={0.8} high={0.7} />
    </Card>
  )
}

function Review() {
  const { t } = useText()
  return (
    <Card title={of('Steps')}>
      <Steps
        items={[
          { label: t('app.sampleHanded'), state: 'done', at: '18:30' },
          { label: t('app.sampleReview'), state: 'current', detail: t('app.sampleReviewHint') },
          { label: t('app.samplePublished'), state: 'next' },
        ]}
      />
    </Card>
  )
}
