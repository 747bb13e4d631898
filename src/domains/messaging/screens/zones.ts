/** Time zones to choose from: Africa and Europe whole, and where else people live who left them; with what the person has. By how far they are from UTC. */
export function zones(chosen: string, now: Date): { value: string; label: string }[] {
  const elsewhere = [
    'America/Montreal',
    'America/Toronto',
    'America/New_York',
    'America/Chicago',
    'America/Los_Angeles',
    'America/Vancouver',
    'America/Cayenne',
    'America/Martinique',
  ]
  const others = [
    'America/Sao_Paulo',
    'Asia/Dubai',
    'Asia/Beirut',
    'Asia/Kolkata',
    'Asia/Shanghai',
    'Asia/Tokyo',
    'Indian/Reunion',
    'Indian/Mauritius',
    'Pacific/Noumea',
    'Australia/Sydney',
  ]
  const near = Intl.supportedValuesOf('timeZone').filter((zone) => /^(Africa|Europe)\//.test(zone))
  const all = [...new Set([chosen, ...near, ...elsewhere, ...others])].map((zone) => ({ zone, minutes: offsetOf(zone, now) }))
  return all
    .toSorted((a, b) => a.minutes - b.minutes || cityOf(a.zone).localeCompare(cityOf(b.zone)))
    .map(({ zone, minutes }) => ({ value: zone, label: `${cityOf(zone)} (UTC${written(minutes)})` }))
}

const cityOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ').replace('Lome', 'Lomé').replace('Noumea', 'Nouméa').replace('Sao', 'São')

/** Minutes east of UTC, today. */
function offsetOf(timeZone: string, now: Date): number {
  const said = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'longOffset' }).formatToParts(now).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d+):(\d+)/.exec(said) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}

function written(minutes: number): string {
  if (minutes === 0) return '+0'
  const rest = Math.abs(minutes) % 60
  return `${minutes < 0 ? '−' : '+'}${Math.floor(Math.abs(minutes) / 60)}${rest ? `:${String(rest).padStart(2, '0')}` : ''}`
}
