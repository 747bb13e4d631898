/** Fetches the script of each island when its element nears the screen (or the browser rests, or at once), and a few manners of every page. */
const addresses = JSON.parse(document.getElementById('griot-islands')?.textContent ?? '{}') as Record<string, string>
const asked = new Set<string>()

function load(name: string): void {
  const address = addresses[name]
  if (!address || asked.has(name)) return
  asked.add(name)
  import(/* @vite-ignore */ address).catch(() => asked.delete(name))
}

const near = new IntersectionObserver(
  (seen) => {
    for (const { isIntersecting, target } of seen) {
      if (!isIntersecting) continue
      near.unobserve(target)
      load((target as HTMLElement).dataset['island'] ?? '')
    }
  },
  { rootMargin: '240px' },
)

const rest = (work: () => void): void => void (window.requestIdleCallback ? window.requestIdleCallback(work, { timeout: 4000 }) : setTimeout(work, 1200))

function welcome(root: ParentNode): void {
  for (const element of root.querySelectorAll<HTMLElement>('[data-island]')) {
    const { island = '', when } = element.dataset
    if (when === 'now') load(island)
    else if (when === 'idle') rest(() => load(island))
    else near.observe(element)
  }
}

/** A menu closes when one clicks elsewhere or presses Escape. */
function closeMenus(except: EventTarget | null): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>('details[data-menu][open]')) {
    if (!(except instanceof Node && menu.contains(except))) menu.open = false
  }
}

document.addEventListener('click', (event) => closeMenus(event.target))
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return
  const open = document.activeElement?.closest<HTMLDetailsElement>('details[data-menu][open]')
  closeMenus(null)
  open?.querySelector('summary')?.focus()
})

welcome(document)
new MutationObserver((changes) => {
  for (const { addedNodes } of changes) for (const node of addedNodes) if (node instanceof Element) welcome(node.parentNode ?? document)
}).observe(document.body, { childList: true, subtree: true })

if ('serviceWorker' in navigator && window.isSecureContext) addEventListener('load', () => rest(() => void navigator.serviceWorker.register('/sw.js').catch(() => undefined)))
