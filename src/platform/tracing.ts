import type { Config } from './config.ts'

/** OpenTelemetry traces to OTEL_EXPORTER_OTLP_ENDPOINT; without it nothing is loaded. Answers how to flush and stop. */
export async function startTracing(config: Config): Promise<() => Promise<void>> {
  if (!config.OTEL_EXPORTER_OTLP_ENDPOINT) return async () => undefined
  const { NodeSDK } = await import('@opentelemetry/sdk-node')
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http')
  const sdk = new NodeSDK({ serviceName: 'griot', traceExporter: new OTLPTraceExporter({ url: `${config.OTEL_EXPORTER_OTLP_ENDPOINT}/v1/traces` }) })
  sdk.start()
  return () => sdk.shutdown()
}
