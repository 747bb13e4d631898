import { Clapperboard, Download, Heart, Play, Settings2, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { data, type LoaderFunctionArgs } from 'react-router'
import { Badge, Avatar, Tag } from '#ui/badge'
import { Button, ButtonRow, IconButton, LinkButton } from '#ui/button'
import { Card, Facts, LinkCard, MediaCard } from '#ui/card'
import { BarChart, Sparkline } from '#ui/chart'
import { CheckField, ChoiceField, Field, Fieldset, Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Cluster, Grid, Page, PageHead, Section, Shelf, Split } from '#ui/layout'
import { Breadcrumbs, Pager, SideNav, TabLinks } from '#ui/navigation'
import { EmptyState, Notice, RefusalNote } from '#ui/notice'
import { Dialog, DialogButton, Disclosure, Menu } from '#ui/overlay'
import { Pattern } from '#ui/pattern'
import { Meter, Progress, Skeleton, StatusLine, Steps } from '#ui/progress'
import { Rating, RatingInput } from '#ui/rating'
import { Table } from '#ui/table'
import { useText } from '#ui/text'
import { FileDrop } from '#ui/work/file-drop'
import { Confirm } from '#ui/work/modal'
import { ComboBox, Select } from '#ui/work/select'
import { notify } from '#ui/work/toast'
import { pageOf, type PageHandle, type Submitted } from '#platform/page'
import { spaces } from '../frame/rooms.ts'

export const handle = { page: 'work', space: 'griot' } satisfies PageHandle

/** Every part of the system on one page, for those who build screens; a demonstration only. */
export function loader({ context }: LoaderFunctionArgs) {
  if (!pageOf(context).demo) throw data(null, { status: 404 })
  return null
}

/** The name of a part, as code writes it. */
const of = (name: string): string => name
const letters = 'Aa Ɖɖ Ɛɛ Ƒƒ Ɣɣ Ŋŋ Ɔɔ Ʋʋ « œ » 5 000 F CFA'
const titles = [
  'Yeelen',
  'La Noire de…',
  'Touki Bouki',
  'Sankofa',
  'Le Retour d’un aventurier',
  'Bamako',
  'Hyènes',
  'Ɖevi sɔgbɔ ƒe agbalẽ',
  'Un homme qui crie',
  'Mossane',
  'Atlantique',
  'Les Misérables du fleuve et autres histoires de très longue haleine',
]
const countries = ['Bénin', 'Burkina Faso', 'Côte d’Ivoire', 'Ghana', 'Mali', 'Sénégal', 'Togo'].map((label) => ({ id: label, label }))
const refused: Submitted = {
  ok: false,
  refusal: { kind: 'invalid', code: 'platform.invalid', params: {}, fields: [{ field: 'email', code: 'platform.badEmail' }] },
  values: { email: 'awa@exemple', bio: 'Réalisatrice à Lomé.', role: 'viewer' },
}

export default function Parts() {
  const { t } = useText()
  return (
    <Page width="wide">
      <PageHead
        eyebrow={of('src/ui')}
        title={t('app.partsTitle')}
        lead={of('#ui/*')}
        actions={
          <LinkButton href="/" size="small">
            {t('app.backHome')}
          </LinkButton>
        }
      />
      <Faces />
      <Words />
      <Forms />
      <Notices />
      <Pictures />
      <Figures />
      <Ways />
      <Work />
    </Page>
  )
}

function Faces() {
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

function Words() {
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

function Forms() {
  const { t } = useText()
  return (
    <Section title={of('Form, Field, CheckField, ChoiceField')}>
      <Split aside={<RefusalNote refusal={{ kind: 'refused', code: 'platform.tooManyRequests', params: { seconds: 12 }, fields: [] }} />}>
        <Form result={refused} submit={t('app.sampleSave')}>
          <Hidden values={{ step: 1 }} />
          <Field name="email" type="email" label={t('app.sampleEmail')} hint={t('app.sampleEmailHint')} required autoComplete="email" />
          <Field name="bio" type="textarea" label={t('app.sampleBio')} />
          <Field name="fee" type="number" label={t('app.sampleFee')} unit="F CFA" />
          <Field name="country" type="select" label={t('app.sampleCountry')} options={countries.map(({ id, label }) => ({ value: id, label }))} />
          <ChoiceField
            name="role"
            label={t('app.sampleRole')}
            options={[
              { value: 'viewer', label: t('app.sampleRead'), hint: t('app.sampleReadHint') },
              { value: 'editor', label: t('app.sampleWrite'), hint: t('app.sampleWriteHint') },
            ]}
          />
          <Fieldset legend="Accords">
            <CheckField name="news" label={t('app.sampleNews')} hint={t('app.sampleNewsHint')} />
          </Fieldset>
          <RatingInput name="mark" label={t('app.sampleMark')} value={3} />
        </Form>
      </Split>
    </Section>
  )
}

function Notices() {
  const { t } = useText()
  return (
    <Section title={of('Notice, EmptyState, Steps, StatusLine, Progress, Skeleton')}>
      <Grid>
        {(['info', 'good', 'warn'] as const).map((kind) => (
          <Notice key={kind} kind={kind} title={kind}>
            {t('app.sampleNotice')}
          </Notice>
        ))}
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
        <Card title={of('Steps')}>
          <Steps
            items={[
              { label: t('app.sampleHanded'), state: 'done', at: '18:30' },
              { label: t('app.sampleReview'), state: 'current', detail: t('app.sampleReviewHint') },
              { label: t('app.samplePublished'), state: 'next' },
            ]}
          />
        </Card>
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

function Pictures() {
  return (
    <>
      <Section title={of('MediaCard, Poster')}>
        <Grid min="poster">
          {titles.map((title, place) => (
            <MediaCard key={title} href="#film" title={title} detail={countries[6]?.label} badge={place === 0 ? '1 h 42' : undefined} progress={place === 1 ? 0.4 : undefined} />
          ))}
        </Grid>
      </Section>
      <Section title={of('Shelf')}>
        <Shelf label={of('Shelf')} min="card">
          {titles.slice(0, 6).map((title) => (
            <MediaCard key={title} href="#film" title={title} ratio="wide" />
          ))}
        </Shelf>
        <Grid min="tile">
          {titles.slice(6, 10).map((title) => (
            <MediaCard key={title} href="#film" title={title} ratio="square" />
          ))}
        </Grid>
      </Section>
    </>
  )
}

function Figures() {
  const { t, money, duration, bytes, date } = useText()
  return (
    <Section title={of('Table, BarChart, Sparkline, Facts, Rating')}>
      <Grid>
        <Table
          caption={of('Table')}
          stack
          rows={countries.slice(0, 4)}
          rowKey={({ id }) => id}
          columns={[
            { key: 'label', label: t('app.sampleCountry') },
            { key: 'sum', label: t('app.sampleSum'), align: 'end', cell: () => money(500000n, 'XOF') },
          ]}
        />
        <Card>
          <BarChart caption={of('BarChart')} rows={countries.slice(0, 5).map(({ label }, place) => ({ label, value: 90 - place * 17 }))} />
        </Card>
        <Card title={of('Facts')}>
          <Facts
            items={[
              { label: t('app.sampleLength'), value: duration(5460) },
              { label: t('app.sampleWeight'), value: bytes(48_500_000) },
              { label: t('app.sampleDate'), value: date('2026-11-21') },
              { label: t('app.sampleFee'), value: money(140000n, 'EUR') },
              { label: t('app.sampleRating'), value: <Rating value={4.2} count={31} /> },
            ]}
          />
          <br />
          <Sparkline label="12, 18, 9, 30" values={[12, 18, 9, 24, 30, 28, 41]} />
        </Card>
      </Grid>
    </Section>
  )
}

function Ways() {
  const { t } = useText()
  return (
    <Section title={of('Breadcrumbs, TabLinks, SideNav, Pager, Disclosure, LinkCard')}>
      <Breadcrumbs items={[{ href: '#k', label: 'Karangou' }, { href: '#f', label: 'Films' }, { label: 'Yeelen' }]} />
      <TabLinks
        label={of('TabLinks')}
        items={[
          { href: '#1', label: t('app.sampleOverview'), current: true },
          { href: '#2', label: t('app.sampleReviews'), count: 1204 },
          { href: '#3', label: t('app.sampleCrew') },
        ]}
      />
      <br />
      <Grid>
        <SideNav
          label={of('SideNav')}
          items={[
            { href: '#4', label: t('app.sampleProfile'), current: true },
            { href: '#5', label: t('app.sampleSafety') },
          ]}
        />
        <LinkCard href="#6" icon={<Icon of={Clapperboard} />} title={of('LinkCard')} detail={t('app.sampleChoice')} />
        <div>
          <Disclosure title={of('Disclosure')} open>
            {t('app.sampleFolded')}
          </Disclosure>
          <Disclosure title={of('Disclosure')}>…</Disclosure>
        </div>
      </Grid>
      <Pager previous="#p" next="#n">
        2 / 14
      </Pager>
    </Section>
  )
}

function Work() {
  const { t } = useText()
  const [asking, setAsking] = useState(false)
  return (
    <Section title={of('Select, ComboBox, Confirm, notify, FileDrop')}>
      <Grid>
        <div>
          <Select label={of('Select')} items={countries} />
          <ComboBox label={of('ComboBox')} items={countries} />
        </div>
        <ButtonRow>
          <Button onClick={() => setAsking(true)}>{of('Confirm')}</Button>
          <Button onClick={() => notify({ text: t('app.sampleRemoved'), undo: () => notify({ text: t('ui.undone') }) })}>{of('notify')}</Button>
        </ButtonRow>
        <FileDrop label={t('app.sampleDrop')} accept={['video/*']} onFiles={(files) => notify({ text: files.map(({ name }) => name).join(', ') })} />
      </Grid>
      <Confirm
        title={t('app.sampleErase')}
        action={t('app.sampleEraseGo')}
        danger
        isOpen={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => notify({ text: t('app.sampleErased') })}
      >
        {t('app.sampleEraseText')}
      </Confirm>
    </Section>
  )
}
