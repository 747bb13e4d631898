import Hls, { type HlsConfig, type Loader, type LoaderCallbacks, type LoaderConfiguration, type LoaderContext } from 'hls.js'
import type { Warm } from './warm.ts'

export { Hls }

/** hls.js as this house wants it: patient on bad networks, small in memory, low at first. */
export function settings(warm: Warm, start: { level: number; estimate: number; positionMs: number }, onBytes: (bytes: number) => void): Partial<HlsConfig> {
  const small = ((navigator as { deviceMemory?: number }).deviceMemory ?? 8) <= 2
  const retry = (max: number) => ({ maxNumRetry: max, retryDelayMs: 1_000, maxRetryDelayMs: 8_000, backoff: 'exponential' as const })
  const patient = { maxTimeToFirstByteMs: 20_000, maxLoadTimeMs: 120_000, timeoutRetry: retry(8), errorRetry: retry(10) }
  return {
    loader: warmLoader(warm, onBytes),
    startLevel: start.level,
    startPosition: start.positionMs / 1000,
    abrEwmaDefaultEstimate: start.estimate,
    testBandwidth: false,
    startFragPrefetch: true,
    capLevelToPlayerSize: true,
    maxBufferLength: 30,
    maxMaxBufferLength: small ? 30 : 60,
    maxBufferSize: (small ? 12 : 40) * 1024 * 1024,
    backBufferLength: small ? 10 : 30,
    enableWorker: false,
    enableWebVTT: false,
    enableIMSC1: false,
    enableCEA708Captions: false,
    subtitlePreference: undefined,
    fragLoadPolicy: { default: patient },
    playlistLoadPolicy: { default: patient },
    manifestLoadPolicy: { default: patient },
    keyLoadPolicy: { default: { ...patient, errorRetry: retry(2) } },
  }
}

type Network = new (config: HlsConfig) => Loader<LoaderContext>

/** Bytes that came at the same time by other requests share the line: hls.js sees one request at a time and would think the network slower than it is. */
interface Transfer {
  from: number
  to: number
  bytes: number
}

const recent: Transfer[] = []

function sharedWith(one: Transfer): number {
  const extra = recent.reduce((sum, other) => {
    const together = Math.min(one.to, other.to) - Math.max(one.from, other.from)
    return together > 0 ? sum + (other.bytes * together) / Math.max(1, other.to - other.from) : sum
  }, 0)
  recent.push(one)
  if (recent.length > 12) recent.shift()
  return Math.round(extra)
}

/** Counts what came, then hands it on. */
function counted(callbacks: LoaderCallbacks<LoaderContext>, onBytes: (bytes: number) => void): LoaderCallbacks<LoaderContext> {
  return {
    ...callbacks,
    onSuccess: (response, stats, ...rest) => {
      onBytes(stats.loaded)
      stats.loaded += sharedWith({ from: stats.loading.first, to: stats.loading.end, bytes: stats.loaded })
      callbacks.onSuccess(response, stats, ...rest)
    },
    onAbort: (stats, ...rest) => {
      onBytes(stats.loaded)
      callbacks.onAbort?.(stats, ...rest)
    },
  }
}

/** A loader that first looks at what is already here. (hls.js takes a class.) */
function warmLoader(warm: Warm, onBytes: (bytes: number) => void): Network {
  const Base = Hls.DefaultConfig.loader as unknown as Network
  return class extends Base {
    gone = false

    override load(context: LoaderContext, config: LoaderConfiguration, callbacks: LoaderCallbacks<LoaderContext>): void {
      const path = new URL(context.url, location.href)
      const near = path.pathname + path.search
      const text = warm.playlists.get(near)
      const waiting = warm.bytes.get(near)
      const counting = counted(callbacks, onBytes)
      const now = performance.now()
      if (text !== undefined) return this.#hand(context, callbacks, { data: text, bytes: 0, start: now, first: now, end: now })
      if (!waiting || context.rangeEnd) return super.load(context, config, counting)
      warm.bytes.delete(near)
      void waiting.then((fetched) => {
        if (this.gone) return
        if (fetched) this.#hand(context, counting, { ...fetched, bytes: fetched.data.byteLength })
        else super.load(context, config, counting)
      })
    }

    override abort(): void {
      this.gone = true
      super.abort()
    }

    override destroy(): void {
      this.gone = true
      super.destroy()
    }

    #hand(context: LoaderContext, callbacks: LoaderCallbacks<LoaderContext>, had: { data: string | ArrayBuffer; bytes: number; start: number; first: number; end: number }): void {
      const { stats } = this
      Object.assign(stats.loading, { start: had.start, first: had.first, end: had.end })
      stats.loaded = stats.total = had.bytes
      queueMicrotask(() => {
        if (!this.gone) callbacks.onSuccess({ url: context.url, data: had.data, code: 200 }, stats, context, null)
      })
    }
  }
}
