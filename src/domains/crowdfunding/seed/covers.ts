import sharp from 'sharp'

/** Covers of the demo's projects: drawn here, so that no picture of anybody's is needed. */

interface Scenery {
  sky: readonly [string, string]
  sun: readonly [number, number, number, string]
  hills: readonly string[]
  extra?: string
}

const [width, height] = [960, 540]

function cover({ sky, sun, hills, extra = '' }: Scenery): Promise<Buffer> {
  const [x, y, r, color] = sun
  const waves = hills.map((fill, i) => {
    const top = 330 + i * 62
    const swing = i % 2 ? 46 : -38
    return `<path fill="${fill}" d="M0 ${top} C ${width * 0.25} ${top - swing}, ${width * 0.42} ${top + swing}, ${width * 0.6} ${top} S ${width * 0.9} ${top - swing}, ${width} ${top} V${height} H0Z"/>`
  })
  const drawing = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
    <defs><linearGradient id="s" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${sky[0]}"/><stop offset="1" stop-color="${sky[1]}"/></linearGradient></defs>
    <rect width="100%" height="100%" fill="url(#s)"/><circle cx="${x}" cy="${y}" r="${r}" fill="${color}"/>${waves.join('')}${extra}</svg>`)
  return sharp(drawing).png().toBuffer()
}

const ears = `<g fill="#2b1d2e"><ellipse cx="640" cy="300" rx="26" ry="96" transform="rotate(-12 640 300)"/><ellipse cx="712" cy="300" rx="26" ry="96" transform="rotate(12 712 300)"/><circle cx="676" cy="420" r="78"/></g>`
const towers = [120, 210, 290, 520, 600, 760, 850]
  .map(
    (x, i) =>
      `<rect x="${x}" y="${180 + ((i * 53) % 130)}" width="${44 + (i % 3) * 14}" height="400" fill="#0d1b2e"/><rect x="${x + 12}" y="${220 + ((i * 53) % 130)}" width="8" height="8" fill="#ffd27a"/>`,
  )
  .join('')
const drums = [300, 430, 560]
  .map((x, i) => `<path d="M${x} ${330 - i * 12} h96 l-16 150 h-64z" fill="#6b2d12"/><ellipse cx="${x + 48}" cy="${330 - i * 12}" rx="48" ry="16" fill="#f3d9b1"/>`)
  .join('')
const moped = `<g fill="none" stroke="#10131c" stroke-width="12"><circle cx="380" cy="430" r="52"/><circle cx="580" cy="430" r="52"/><path d="M380 430 L450 350 H540 L580 430 M540 350 L520 310 H490"/></g>`
const rain = Array.from({ length: 60 }, (_, i) => `<path d="M${(i * 137) % 960} ${(i * 71) % 420} l-14 44" stroke="#dfe9f2" stroke-width="3" opacity=".55"/>`).join('')
const salt = Array.from({ length: 14 }, (_, i) => `<path d="M${40 + i * 68} 400 l26 -52 l26 52z" fill="#ffffff" opacity=".85"/>`).join('')
const rails = `<path d="M440 540 L472 330 M520 540 L488 330" stroke="#2a2320" stroke-width="9"/>${Array.from({ length: 8 }, (_, i) => `<path d="M${448 + i * 3.4} ${520 - i * 26} h${64 - i * 6.8}" stroke="#4b3d35" stroke-width="${9 - i * 0.8}"/>`).join('')}`

export const covers = {
  rabbit: () => cover({ sky: ['#f9a65a', '#ffe3b0'], sun: [250, 190, 92, '#fff3d6'], hills: ['#7a9a4e', '#4f7a3c', '#2f5530'], extra: ears }),
  lagoon: () => cover({ sky: ['#16304f', '#3f7f9a'], sun: [720, 150, 60, '#f5f0d8'], hills: ['#1d4a63', '#12374d', '#0b2536'], extra: towers }),
  drums: () => cover({ sky: ['#d9622b', '#f7c77e'], sun: [740, 160, 80, '#fff0cf'], hills: ['#a8512a', '#7e3519', '#56210f'], extra: drums }),
  moped: () => cover({ sky: ['#241a4a', '#7b4a86'], sun: [170, 130, 50, '#fbe7c6'], hills: ['#3a2a5e', '#271c44', '#171029'], extra: moped }),
  rain: () => cover({ sky: ['#5b7284', '#a9bcc6'], sun: [700, 140, 56, '#e8eef1'], hills: ['#4d6b57', '#3a5545', '#274034'], extra: rain }),
  salt: () => cover({ sky: ['#8fd0d6', '#f4efe2'], sun: [760, 130, 70, '#fff7df'], hills: ['#d9d3c4', '#c3bba8', '#a99f8a'], extra: salt }),
  train: () => cover({ sky: ['#e9a28c', '#f6e0cb'], sun: [480, 270, 84, '#fff1dd'], hills: ['#8d7f5b', '#6f6446', '#544b33'], extra: rails }),
} as const
export type CoverName = keyof typeof covers
