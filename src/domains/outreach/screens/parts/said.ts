/** What stands in a form under a name, the last of several; empty when nothing or a file does. */
export function said(form: FormData, name: string): string {
  const value = form.getAll(name).at(-1)
  return typeof value === 'string' ? value : ''
}
