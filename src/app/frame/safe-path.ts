/** Where to go next, as asked by a form or an address: a path of this site, else `/`. */
export function safePath(asked: unknown, otherwise = '/'): string {
  if (typeof asked !== 'string' || !asked.startsWith('/') || /[\\\u0000-\u001f]/.test(asked)) return otherwise
  const here = 'http://here.invalid'
  const url = URL.parse(asked, here)
  return url?.origin === here ? url.pathname + url.search + url.hash : otherwise
}
