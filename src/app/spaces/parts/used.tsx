import { Clapperboard } from 'lucide-react'
import { useState } from 'react'
import type { Submitted } from '#platform/page'
import { Button, ButtonRow } from '#ui/button'
import { LinkCard } from '#ui/card'
import { CheckField, ChoiceField, Field, Fieldset, Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Grid, Section, Split } from '#ui/layout'
import { Breadcrumbs, Pager, SideNav, TabLinks } from '#ui/navigation'
import { RefusalNote } from '#ui/notice'
import { Disclosure } from '#ui/overlay'
import { RatingInput } from '#ui/rating'
import { useText } from '#ui/text'
import { FileDrop } from '#ui/work/file-drop'
import { Confirm } from '#ui/work/modal'
import { ComboBox, Select } from '#ui/work/select'
import { notify } from '#ui/work/toast'
import { countries, of } from './samples.ts'

const refused: Submitted = {
  ok: false,
  refusal: { kind: 'invalid', code: 'platform.invalid', params: {}, fields: [{ field: 'email', code: 'platform.badEmail' }] },
  values: { email: 'awa@exemple', bio: 'Réalisatrice à Lomé.', role: 'viewer' },
}

export function Forms() {
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

export function Ways() {
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

export function Work() {
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
