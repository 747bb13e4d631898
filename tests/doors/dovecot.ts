import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { quietPort } from '#tests/stories/live-project.ts'

/** A real Dovecot (Debian dovecot-imapd) with one mailbox, in a temporary folder, on loopback, as an ordinary user. */
export interface Dovecot {
  host: string
  port: number
  allow: string
  user: string
  password: string
  /** Puts a raw mail into INBOX, as a mail server beside it would (Maildir). */
  deliver: (raw: string) => void
  /** What stands in INBOX now: file names say the flags (…:2,S = seen). */
  files: () => string[]
  /** Forgets all numbers: the next opening has another UIDVALIDITY. */
  renumber: () => void
  close: () => Promise<void>
}

const program = '/usr/sbin/dovecot'
export const hasDovecot = (): boolean => existsSync(program) && existsSync('/usr/lib/dovecot/imap')

export async function openDovecot(): Promise<Dovecot> {
  const folder = mkdtempSync(join(tmpdir(), 'griot-imap-'))
  const [user, password] = ['agence', 'secret-de-dovecot']
  const port = await quietPort()
  // Dovecot refuses to read mail as root: an account of the machine that owns nothing does it then.
  const isRoot = process.getuid?.() === 0
  const owner = isRoot ? { name: 'nobody', uid: idOf('-u'), gid: idOf('-g') } : { name: userName(), uid: process.getuid!(), gid: process.getgid!() }
  const mail = join(folder, 'mail')
  for (const part of ['', 'new', 'cur', 'tmp']) mkdirSync(join(mail, part), { recursive: true })
  writeFileSync(join(folder, 'users'), `${user}:{PLAIN}${password}:${owner.uid}:${owner.gid}::${folder}::\n`)
  writeFileSync(join(folder, 'dovecot.conf'), settings({ folder, port, user: owner.name, group: groupOf(owner.gid) }))
  const own = (path: string): void => void spawnSync('chown', ['-R', `${owner.uid}:${owner.gid}`, path])
  chmodSync(folder, 0o755)
  if (isRoot) own(folder)
  const asOwner = isRoot ? ['setpriv', `--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups', program] : [program]
  const child = spawn(asOwner[0]!, [...asOwner.slice(1), '-F', '-c', join(folder, 'dovecot.conf')], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  await answers(port, () => (child.exitCode === null ? null : said))
  let count = 0
  return {
    host: '127.0.0.1',
    port,
    allow: `127.0.0.1:${port}`,
    user,
    password,
    deliver: (raw) => {
      const path = join(mail, 'new', `${Date.now()}.${(count += 1)}.griot`)
      writeFileSync(path, raw.replaceAll(/\r?\n/g, '\n'))
      if (isRoot) own(path)
    },
    files: () =>
      spawnSync('find', [mail, '-name', '*.griot*'], { encoding: 'utf8' })
        .stdout.trim()
        .split('\n')
        .filter(Boolean)
        .map((path) => path.slice(mail.length + 1)),
    renumber: () => void spawnSync('find', [mail, '-maxdepth', '1', '-name', 'dovecot*', '-delete']),
    close: async () => {
      const left = new Promise((done) => child.once('exit', done))
      child.kill('SIGTERM')
      await left
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const out = (command: string, ...args: string[]): string => spawnSync(command, args, { encoding: 'utf8' }).stdout.trim()
const idOf = (flag: '-u' | '-g'): number => Number(out('id', flag, 'nobody'))
const userName = (): string => out('id', '-un')
const groupOf = (gid: number): string => out('getent', 'group', String(gid)).split(':')[0] ?? ''

const settings = ({ folder, port, user, group }: { folder: string; port: number; user: string; group: string }): string => `
protocols = imap
listen = 127.0.0.1
base_dir = ${folder}/run
state_dir = ${folder}/run
log_path = ${folder}/log
default_login_user = ${user}
default_internal_user = ${user}
default_internal_group = ${group}
first_valid_uid = 1
first_valid_gid = 1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:${folder}/mail
passdb {
  driver = passwd-file
  args = ${folder}/users
}
userdb {
  driver = passwd-file
  args = ${folder}/users
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
`

async function answers(port: number, died: () => string | null): Promise<void> {
  for (const until = Date.now() + 20_000; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
    const why = died()
    if (why !== null || Date.now() > until) throw new Error(`Dovecot did not answer: ${why ?? ''}`)
    const open = await new Promise<boolean>((done) => {
      const socket = connect(port, '127.0.0.1', () => (socket.destroy(), done(true))).on('error', () => done(false))
    })
    if (open) return
  }
}
