// Writes docs/map.md from the first line of each room's README and the graph of the architecture test. `--check` changes nothing and fails when it is out of date.
import { readFileSync, writeFileSync } from 'node:fs'
import { graph } from '../tests/architecture/law.ts'
import { roomNames } from '../tests/architecture/source.ts'

const file = 'docs/map.md'

/** What the room says of itself: the first sentence after its title. */
function lineOf(room: string): string {
  const [first = ''] = readFileSync(`src/domains/${room}/README.md`, 'utf8').split('\n').filter((line) => line.trim() && !line.startsWith('#'))
  return first.trim().replace(/^(.*?\.)(\s.*)?$/, '$1')
}

function written(): string {
  const rooms = Object.keys(graph).filter((room) => roomNames().includes(room))
  const rows = rooms.map((room) => `| [${room}](../src/domains/${room}/README.md) | ${lineOf(room)} | ${graph[room]?.join(', ') || '–'} |`)
  return `# The map

Written by \`node scripts/map.ts\` from the first line of each room's README and from the graph that \`tests/architecture.test.ts\` holds.

| room | what it is for | uses |
|---|---|---|
${rows.join('\n')}

## Around the rooms

| folder | what is there |
|---|---|
| \`src/app\` | the only place that knows every room: start, server, routes, the frame of pages, pages of several rooms |
| \`src/platform\` | the ground: configuration, database, operations, HTTP, events, jobs, stream, files, mail, refusals, texts, clock, log. Knows no room |
| \`src/ui\` | the design system. Knows no room |
| \`db\` | migrations, and the schema they make |
| \`demo\` | open data and media of a first start, with their licences |
| \`tests\` | architecture, access, texts, start, stories across rooms, stand-ins of outside services, walks in a browser |
| \`bench\` | one file a figure |
| \`scripts\` | what \`./griot\` and \`npm\` run |

How a request goes: \`src/platform/http\` makes its context (who, language, limits) → the operation by name (\`src/platform/invoke.ts\`: who may, shape, one transaction, audit line) → the room's action or query → its rules and store → events for others, in the same transaction.
`
}

if (!process.argv.includes('--check')) writeFileSync(file, written())
else if (readFileSync(file, 'utf8') !== written()) {
  console.error(`${file} is out of date: run "node scripts/map.ts"`)
  process.exitCode = 1
}
