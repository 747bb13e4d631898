import { Children, createContext, isValidElement, useContext, type ComponentProps, type ReactNode } from 'react'
import { Form as RouterForm, useNavigation, type FormProps as RouterFormProps } from 'react-router'
import type { Submitted } from '#platform/page'
import type { FieldRefusal } from '#platform/refusal'
import { Button } from './button.tsx'
import { fieldId, Notice, RefusalNote } from './notice.tsx'
import { useText } from './text.tsx'

interface FormState {
  fields: readonly FieldRefusal[]
  values: Record<string, string | string[]>
}

const FormContext = createContext<FormState>({ fields: [], values: {} })

const Kept = createContext<FormState['values'] | null>(null)
/** Around the page: what was typed on it before a session ended, for the form it belongs to. */
export const KeptForm = Kept.Provider

interface FormProps extends RouterFormProps {
  /** What the action handed back: its refusal is shown, and what was typed is kept. */
  result?: Submitted | null
  /** The sentence of the main button; left out when the form brings its own. */
  submit?: string
  kind?: 'primary' | 'secondary' | 'danger'
  busy?: boolean
}

/** A form that works without script. */
export function Form({ result, submit, kind = 'primary', busy, children, method = 'post', ...rest }: FormProps) {
  const { t } = useText()
  const isSending = useSending(intentOf(children))
  const refused = result && !result.ok ? result : null
  const all = useContext(Kept)
  const kept = !result && all && method === 'post' && all.intent === intentOf(children) ? all : null
  return (
    <FormContext value={{ fields: refused?.refusal.fields ?? [], values: refused?.values ?? kept ?? {} }}>
      <RouterForm className="form" method={method} {...rest} onSubmit={(event) => (isSending ? event.preventDefault() : rest.onSubmit?.(event))}>
        {refused && <RefusalNote refusal={refused.refusal} />}
        {kept && <Notice kind="info">{t('ui.keptForm')}</Notice>}
        {children}
        {submit && (
          <div className="btn-row">
            <Button type="submit" kind={kind} size="large" busy={busy ?? isSending}>
              {submit}
            </Button>
          </div>
        )}
      </RouterForm>
    </FormContext>
  )
}

/** True while this form of a work screen is on its way: a second press sends nothing. */
function useSending(intent: string | undefined): boolean {
  const { state, formData } = useNavigation()
  return state !== 'idle' && formData !== undefined && (formData.get('intent') ?? undefined) === intent
}

/** Which of the page's forms this is: the `intent` among its hidden values. */
function intentOf(children: ReactNode): string | undefined {
  const hidden = Children.toArray(children).find((child) => isValidElement<HiddenProps>(child) && child.type === Hidden && 'intent' in child.props.values)
  return isValidElement<HiddenProps>(hidden) ? String(hidden.props.values.intent) : undefined
}

interface Asked {
  name: string
  label: ReactNode
  hint?: ReactNode
  /** When two forms of one page ask for the same name. */
  id?: string
}

function useAnswer(name: string, id = fieldId(name)) {
  const { t } = useText()
  const { fields, values } = useContext(FormContext)
  const wrong = fields.find((refused) => refused.field === name)
  const kept = values[name]
  return { id, error: wrong && t(wrong.code, wrong.params), kept: Array.isArray(kept) ? kept[0] : kept, all: kept }
}

function described(id: string, hint: ReactNode, error: string | undefined) {
  const ids = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return { 'aria-describedby': ids || undefined, 'aria-invalid': error ? (true as const) : undefined }
}

interface FieldProps extends Asked, Omit<ComponentProps<'input'>, 'name' | 'id' | 'size' | 'list'> {
  type?: 'text' | 'email' | 'password' | 'tel' | 'url' | 'search' | 'number' | 'date' | 'datetime-local' | 'time' | 'file' | 'color' | 'textarea' | 'select'
  options?: readonly { value: string; label: string; disabled?: boolean }[]
  rows?: number
  /** Text shown inside the frame, after what is typed (a unit, a currency). */
  unit?: ReactNode
}

/** One question of a form: label, help, answer, and what is wrong with it. */
export function Field({ name, label, hint, id: given, type = 'text', options = [], rows = 4, unit, defaultValue, required, ...rest }: FieldProps) {
  const { t } = useText()
  const { id, error, kept } = useAnswer(name, given)
  const shared = { id, name, required, ...described(id, hint, error), ...(type === 'file' || 'value' in rest ? {} : { defaultValue: kept ?? defaultValue }) }
  return (
    <div className="field" data-wrong={error ? '' : undefined}>
      <label htmlFor={id}>
        {label}
        {!required && <span className="field-optional">{t('ui.optional')}</span>}
      </label>
      {hint && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <div className="field-frame">
        {type === 'textarea' && <textarea rows={rows} {...shared} {...(rest as ComponentProps<'textarea'>)} />}
        {type === 'select' && (
          <select {...shared} {...(rest as ComponentProps<'select'>)}>
            {options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.disabled}>
                {option.label}
              </option>
            ))}
          </select>
        )}
        {type !== 'textarea' && type !== 'select' && <input type={type} {...shared} {...rest} />}
        {unit && <span className="field-unit">{unit}</span>}
      </div>
      {error && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  )
}

/** One yes or no. */
export function CheckField({ name, label, hint, id: given, value = 'true', defaultChecked, ...rest }: Asked & Omit<ComponentProps<'input'>, 'name' | 'id'>) {
  const { id, error, all } = useAnswer(name, given)
  const ticked = all === undefined ? defaultChecked : [all].flat().includes(String(value))
  return (
    <div className="check" data-wrong={error ? '' : undefined}>
      <input type="checkbox" id={id} name={name} value={value} {...('checked' in rest ? {} : { defaultChecked: ticked })} {...described(id, hint, error)} {...rest} />
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  )
}

interface ChoiceProps extends Asked {
  options: readonly { value: string; label: ReactNode; hint?: ReactNode; icon?: ReactNode }[]
  defaultValue?: string
  required?: boolean
}

/** One answer among a few, each as a card that says what it means. */
export function ChoiceField({ name, label, hint, id: given, options, defaultValue, required }: ChoiceProps) {
  const { id, error, kept } = useAnswer(name, given)
  return (
    <fieldset className="field choices" id={id} data-wrong={error ? '' : undefined} {...described(id, hint, error)}>
      <legend>{label}</legend>
      {hint && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {options.map((option) => (
        <label key={option.value} className="choice">
          <input type="radio" name={name} value={option.value} required={required} defaultChecked={option.value === (kept ?? defaultValue)} />
          {option.icon}
          <span className="choice-label">{option.label}</span>
          {option.hint && <span className="choice-hint">{option.hint}</span>}
        </label>
      ))}
      {error && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </fieldset>
  )
}

export function Fieldset({ legend, hint, children }: { legend: ReactNode; hint?: ReactNode; children: ReactNode }) {
  return (
    <fieldset className="fieldset">
      <legend>{legend}</legend>
      {hint && <p className="field-hint">{hint}</p>}
      {children}
    </fieldset>
  )
}

interface HiddenProps {
  values: Readonly<Record<string, string | number | undefined>>
}

/** What goes with the form without being asked. */
export function Hidden({ values }: HiddenProps) {
  return Object.entries(values).map(([name, value]) => value !== undefined && <input key={name} type="hidden" name={name} value={value} />)
}
