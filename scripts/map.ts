// Writes docs/map.md from the first line of each room's README and the graph of the architecture test. `--check` changes nothing and fails when it is out of date.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { graph } from '../tests/architecture/law.ts'
import { roomNames } from '../tests/architecture/source.ts'

const file = 'docs/map.md'

/** What a room says of itself: the first sentence of its README, after the title. */
export function opening(readme: string): string {
  const first = readme.split('\n').find((line) => line.trim() && !line.startsWith('#')) ?? ''
  return first.trim().replace(/^(.*?\.)(\s.*)?$/, '$1')
}

/** The map as it should stand, rooms from the ground up. */
export function mapText(): string {
  const rooms = Object.keys(graph).filter((room) => roomNames().includes(room))
  const rows = rooms.map(
    (room) => `| [${room}](../src/domains/${room}/README.md) | ${opening(readFileSync(`src/domains/${room}/README.md`, 'utf8'))} | ${graph[room]?.join(', ') || '–'} |`,
  )
  const arrows = rooms.flatMap((room) => (graph[room] ?? []).map((below) => `  ${room} --> ${below}`))
  return `# The map

Written by \`node scripts/map.ts\` from the first line of each room's README and from the graph that \`tests/architecture.test.ts\` holds.

A folder of \`src/domains\` is a room: everything about one noun, from its tables to its screens. Its README says its words and what must always hold. A room calls the rooms below it by their \`index.ts\`, in the same transaction; upwards it announces events.

| room | what it is for | calls |
|---|---|---|
${rows.join('\n')}

\`\`\`mermaid
flowchart TD
${arrows.join('\n')}
\`\`\`

## Around the rooms

| folder | what is there |
|---|---|
| \`src/app\` | the only place that knows every room: \`src/app/domains.ts\` lists them, \`src/app/routes.ts\` every address; \`src/app/spaces\` holds the pages of several rooms, \`src/app/frame\` what surrounds every page |
| \`src/platform\` | the ground: configuration, database, operations, HTTP, events, jobs, stream, files, mail, refusals, texts, clock, log. Knows no room |
| \`src/ui\` | the [design system](../src/ui/README.md). Knows no room |
| \`db\` | migrations, and the schema they make |
| \`demo\` | open data and media of a first start, with their [licences](../demo/LICENSES.md) |
| \`tests\` | architecture, access, texts, documents, start, stories across rooms, stand-ins of outside services, walks in a browser. A room's own tests stand beside its files |
| \`bench\` | one file a figure |
| \`checks\` | what must always hold, asked of live data every night |
| \`scripts\` | what \`./griot\` and \`npm\` run, and what writes the generated files |

How a request goes: \`src/platform/http\` makes its context (who, language, limits) → the operation by name (\`src/platform/invoke.ts\`: who may, shape, one transaction, audit line) → the room's action or query → its rules and store → events for others, in the same transaction.
`
}

if (import.meta.main) {
  if (!process.argv.includes('--check')) writeFileSync(file, mapText())
  else if (!existsSync(file) || readFileSync(file, 'utf8') !== mapText()) {
    console.error(`${file} is out of date: run "node scripts/map.ts"`)
    process.exitCode = 1
  }
}
