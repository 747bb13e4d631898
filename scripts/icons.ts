/** Draws the icons of `public/icons` and `public/favicon.ico` from the Griot mark: node scripts/icons.ts. Run by hand when the mark changes. */
import { mkdir, writeFile } from 'node:fs/promises'
import sharp from 'sharp'

const strings = 'M4 13.8v4.4M8 10.3v11.4M12 6.9v5.2m0 7.8v5.2M16 3.2v5.4m0 14.8v5.4M20 6.9v5.2m0 7.8v5.2M24 10.3v11.4M28 13.8v4.4'

/** The mark on its night ground; `scale` is how much of the square it takes (a maskable icon loses its edges). */
function drawing(scale: number, radius: number): Buffer {
  const move = (32 - 32 * scale) / 2
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="512" height="512">
    <rect width="32" height="32" rx="${radius}" fill="#1b1850"/>
    <g transform="translate(${move} ${move}) scale(${scale})">
      <path d="${strings}" fill="none" stroke="#f8ecd8" stroke-width="2.3" stroke-linecap="round"/>
      <path d="M16 12l4 4-4 4-4-4z" fill="#ff7a5c"/>
    </g>
  </svg>`)
}

const folder = new URL('../public/', import.meta.url)
await mkdir(new URL('icons/', folder), { recursive: true })

async function draw(name: string, size: number, scale: number, radius: number): Promise<Buffer> {
  const png = await sharp(drawing(scale, radius)).resize(size).png({ palette: true, compressionLevel: 9 }).toBuffer()
  if (name) await writeFile(new URL(`icons/${name}.png`, folder), png)
  return png
}

await draw('griot-192', 192, 0.72, 6)
await draw('griot-512', 512, 0.72, 6)
await draw('griot-180', 180, 0.7, 0)
await draw('griot-maskable-512', 512, 0.58, 0)

/** An .ico holding one PNG of 32 pixels (ICONDIR and ICONDIRENTRY of the ICO format). */
const png = await draw('', 32, 0.86, 6)
const head = Buffer.alloc(22)
head.writeUInt16LE(1, 2)
head.writeUInt16LE(1, 4)
head.writeUInt8(32, 6)
head.writeUInt8(32, 7)
head.writeUInt16LE(1, 10)
head.writeUInt16LE(32, 12)
head.writeUInt32LE(png.length, 14)
head.writeUInt32LE(head.length, 18)
await writeFile(new URL('favicon.ico', folder), Buffer.concat([head, png]))
