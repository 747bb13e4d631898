/** What a form says under a name, as text; empty when it says nothing or holds a file. */
export function textIn(form: FormData | undefined, name: string): string {
  const value = form?.get(name)
  return typeof value === 'string' ? value : ''
}
