import type { Config } from '@react-router/dev/config'

export default {
  appDirectory: 'src/app',
  buildDirectory: process.env['GRIOT_BUILD'] || 'build',
  ssr: true,
} satisfies Config
