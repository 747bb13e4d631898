import { Banknote, CreditCard, Smartphone, type LucideIcon } from 'lucide-react'
import { Badge } from '#ui/badge'
import { ChoiceField } from '#ui/form'
import { Icon } from '#ui/icon'
import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import { countryName } from '#ui/words/names.ts'
import { type Method, methodKey } from './contribute-form.ts'

const icons: Readonly<Record<Method['flow'], LucideIcon>> = { push: Smartphone, redirect: CreditCard, counter: Banknote }

/** « Mixx by Yas » : what the payer knows it by. */
export function useMethodName(): (method: Pick<Method, 'channel'>) => string {
  const { t } = useText()
  return ({ channel }) => t(`payments.channel.${channel}`)
}

interface Props {
  methods: readonly Method[]
  /** Where the project is made: its phones come first. */
  country: string | null
  chosen: string | undefined
}

/** The payer says which operator: numbers are kept when one changes it, so nobody can tell from the number. */
export function MethodChoice({ methods, country, chosen }: Props) {
  const { t, lang } = useText()
  const name = useMethodName()
  const here = methods.some((one) => one.country === country) ? country : (methods.find((one) => one.country !== null)?.country ?? null)
  const others = [...new Set(methods.flatMap((one) => (one.country !== null && one.country !== here ? [one.country] : [])))]
  const mixed = methods.some((one) => one.sandbox) && methods.some((one) => !one.sandbox)
  const options = (some: readonly Method[]) =>
    some.map((one) => ({
      value: methodKey(one),
      icon: <Icon of={icons[one.flow]} />,
      label: (
        <span data-flow={one.flow}>
          {name(one)} {mixed && one.sandbox && <Badge tone="warn">{t('crowdfunding.public.sandbox')}</Badge>}
        </span>
      ),
      hint: t(`crowdfunding.public.flowHint.${one.pledges ? 'pledge' : one.flow}`),
    }))
  return (
    <div className="fund-methods">
      <ChoiceField
        name="method"
        label={t('crowdfunding.public.how')}
        defaultValue={chosen}
        options={options([...methods.filter((one) => one.country === here && here !== null), ...methods.filter((one) => one.country === null)])}
        required
      />
      {others.length > 0 && (
        <Disclosure title={t('crowdfunding.public.otherCountry')} open={methods.some((one) => one.country !== null && one.country !== here && methodKey(one) === chosen)}>
          {others.map((code) => (
            <ChoiceField
              key={code}
              id={`f-method-${code}`}
              name="method"
              label={countryName(lang, code)}
              defaultValue={chosen}
              options={options(methods.filter((one) => one.country === code))}
            />
          ))}
        </Disclosure>
      )}
    </div>
  )
}
