export { absolute, PublicHead } from '#ui/public-head'
