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
import { spaces } from './rooms.ts'

export const handle = { page: 'work', space: 'griot' } satisfies PageHandle

/** Every part of the system on one page, for those who build screens; a demonstration only. */
export function loader({ context }: LoaderFunctionArgs) {
  if (!pageOf(context).demo) throw data(null, { status: 404 })
  return null
}

const titles = ['Yeelen', 'La Noire de…', 'Touki Bouki', 'Sankofa', 'Le Retour d’un aventurier', 'Bamako', 'Hyènes', 'Ɖevi sɔgbɔ ƒe agbalẽ', 'Un homme qui crie', 'Mossane', 'Atlantique', 'Les Misérables du fleuve et autres histoires de très longue haleine']
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
      <PageHead eyebrow="src/ui" title={t('app.partsTitle')} lead="#ui/*" actions={<LinkButton href="/" size="small">{t('app.backHome')}</LinkButton>} />
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
    <Section title="Faces, Pattern">
      <Grid>
        {spaces.map(({ name, label }) => (
          <div key={name} data-space={name} className="face-sample">
            <h3>{t(label)}</h3>
            <p>Aa Ɖɖ Ɛɛ Ƒƒ Ɣɣ Ŋŋ Ɔɔ Ʋʋ « œ » 5 000 F CFA</p>
            <Cluster><Button kind="primary" size="small">primary</Button><Button size="small">secondary</Button><Badge tone="accent">accent</Badge></Cluster>
            <Pattern name={name === 'karangou' ? 'bogolan' : name === 'spark' ? 'signal' : name === 'stage' ? 'lamps' : 'weave'} />
          </div>
        ))}
      </Grid>
    </Section>
  )
}

function Words() {
  return (
    <Section title="Button, Badge, Tag, Avatar, Menu, Dialog">
      <ButtonRow>
        <Button kind="primary" icon={<Icon of={Play} />}>primary</Button>
        <Button icon={<Icon of={Download} />}>secondary</Button>
        <Button kind="quiet">quiet</Button>
        <Button kind="danger" icon={<Icon of={Trash2} />}>danger</Button>
        <Button kind="primary" busy>busy</Button>
        <Button disabled>disabled</Button>
        <IconButton label="favorite" icon={<Icon of={Heart} />} />
      </ButtonRow>
      <br />
      <Cluster>
        {(['neutral', 'accent', 'good', 'warn', 'bad'] as const).map((tone) => <Badge key={tone} tone={tone}>{tone}</Badge>)}
        <Tag href="#tag" current>Togo</Tag>
        <Tag href="#tag">Sénégal</Tag>
        {['Awa Mensah', 'Kofi', 'Djibril Diop'].map((name) => <Avatar key={name} name={name} />)}
        <Menu label="Menu" side="start" icon={<Icon of={Settings2} />}><a href="#a">Renommer</a><a href="#b">Dupliquer</a></Menu>
        <DialogButton dialog="sample">Dialog</DialogButton>
      </Cluster>
      <Dialog id="sample" title="Dialog"><p>Sans script : popover.</p></Dialog>
    </Section>
  )
}

function Forms() {
  return (
    <Section title="Form, Field, CheckField, ChoiceField">
      <Split aside={<RefusalNote refusal={{ kind: 'refused', code: 'platform.tooManyRequests', params: { seconds: 12 }, fields: [] }} />}>
        <Form result={refused} submit="Enregistrer">
          <Hidden values={{ step: 1 }} />
          <Field name="email" type="email" label="Adresse e-mail" hint="Pour vous écrire, jamais affichée." required autoComplete="email" />
          <Field name="bio" type="textarea" label="Présentation" />
          <Field name="fee" type="number" label="Cachet" unit="F CFA" />
          <Field name="country" type="select" label="Pays" options={countries.map(({ id, label }) => ({ value: id, label }))} />
          <ChoiceField name="role" label="Rôle" options={[{ value: 'viewer', label: 'Lire', hint: 'Voir, sans rien changer.' }, { value: 'editor', label: 'Écrire', hint: 'Tout changer, sauf les membres.' }]} />
          <Fieldset legend="Accords"><CheckField name="news" label="Recevoir la lettre" hint="Une fois par mois." /></Fieldset>
          <RatingInput name="mark" label="Votre note" value={3} />
        </Form>
      </Split>
    </Section>
  )
}

function Notices() {
  return (
    <Section title="Notice, EmptyState, Steps, StatusLine, Progress, Skeleton">
      <Grid>
        {(['info', 'good', 'warn'] as const).map((kind) => <Notice key={kind} kind={kind} title={kind}>Ce qui est arrivé, ce qui est gardé, ce qu’il faut faire.</Notice>)}
        <Card title="Card"><StatusLine tone="good" live>En ligne</StatusLine><Progress label="Préparation" value={0.42} detail="480p" /><br /><Progress label="Envoi" /><br /><Meter label="Espace" value={0.8} high={0.7} /></Card>
        <Card title="Steps"><Steps items={[{ label: 'Déposé', state: 'done', at: '18:30' }, { label: 'En relecture', state: 'current', detail: 'Réponse sous 48 h' }, { label: 'Publié', state: 'next' }]} /></Card>
        <Card title="Skeleton"><Skeleton shape="title" /><Skeleton count={3} /></Card>
      </Grid>
      <EmptyState title="Aucun film ici" action={<LinkButton kind="primary" href="#add">Ajouter un film</LinkButton>}>Une liste garde ce que vous voulez voir plus tard.</EmptyState>
    </Section>
  )
}

function Pictures() {
  return (
    <>
      <Section title="MediaCard, Poster">
        <Grid min="poster">{titles.map((title, place) => <MediaCard key={title} href="#film" title={title} detail="Togo, 2024" badge={place === 0 ? '1 h 42' : undefined} progress={place === 1 ? 0.4 : undefined} />)}</Grid>
      </Section>
      <Section title="Shelf">
        <Shelf label="Shelf" min="card">{titles.slice(0, 6).map((title) => <MediaCard key={title} href="#film" title={title} ratio="wide" />)}</Shelf>
        <Grid min="tile">{titles.slice(6, 10).map((title) => <MediaCard key={title} href="#film" title={title} ratio="square" />)}</Grid>
      </Section>
    </>
  )
}

function Figures() {
  const { money, duration, bytes, date } = useText()
  return (
    <Section title="Table, BarChart, Sparkline, Facts, Rating">
      <Grid>
        <Table caption="Table" stack rows={countries.slice(0, 4)} rowKey={({ id }) => id} columns={[{ key: 'label', label: 'Pays' }, { key: 'sum', label: 'Somme', align: 'end', cell: () => money(500000n, 'XOF') }]} />
        <Card><BarChart caption="BarChart" rows={countries.slice(0, 5).map(({ label }, place) => ({ label, value: 90 - place * 17 }))} /></Card>
        <Card title="Facts"><Facts items={[{ label: 'Durée', value: duration(5460) }, { label: 'Poids', value: bytes(48_500_000) }, { label: 'Sortie', value: date('2026-11-21') }, { label: 'Cachet', value: money(140000n, 'EUR') }, { label: 'Note', value: <Rating value={4.2} count={31} /> }]} /><br /><Sparkline label="12, 18, 9, 30" values={[12, 18, 9, 24, 30, 28, 41]} /></Card>
      </Grid>
    </Section>
  )
}

function Ways() {
  return (
    <Section title="Breadcrumbs, TabLinks, SideNav, Pager, Disclosure, LinkCard">
      <Breadcrumbs items={[{ href: '#k', label: 'Karangou' }, { href: '#f', label: 'Films' }, { label: 'Yeelen' }]} />
      <TabLinks label="TabLinks" items={[{ href: '#1', label: 'Vue d’ensemble', current: true }, { href: '#2', label: 'Avis', count: 1204 }, { href: '#3', label: 'Équipe' }]} />
      <br />
      <Grid>
        <SideNav label="SideNav" items={[{ href: '#4', label: 'Profil', current: true }, { href: '#5', label: 'Sécurité' }]} />
        <LinkCard href="#6" icon={<Icon of={Clapperboard} />} title="LinkCard" detail="Un choix qui mène quelque part." />
        <div><Disclosure title="Disclosure" open>Ce que certains voudront lire.</Disclosure><Disclosure title="Disclosure">…</Disclosure></div>
      </Grid>
      <Pager previous="#p" next="#n">2 / 14</Pager>
    </Section>
  )
}

function Work() {
  const [asking, setAsking] = useState(false)
  return (
    <Section title="Select, ComboBox, Confirm, notify, FileDrop">
      <Grid>
        <div><Select label="Select" items={countries} />
        <ComboBox label="ComboBox" items={countries} /></div>
        <ButtonRow>
          <Button onClick={() => setAsking(true)}>Confirm</Button>
          <Button onClick={() => notify({ text: 'Film retiré de la liste.', undo: () => notify({ text: 'C’est annulé.' }) })}>notify</Button>
        </ButtonRow>
        <FileDrop label="Déposez le film" accept={['video/*']} onFiles={(files) => notify({ text: files.map(({ name }) => name).join(', ') })} />
      </Grid>
      <Confirm title="Effacer ce film ?" action="Effacer" danger isOpen={asking} onClose={() => setAsking(false)} onConfirm={() => notify({ text: 'Effacé.' })}>Ses vues et ses notes partent avec lui.</Confirm>
    </Section>
  )
}
