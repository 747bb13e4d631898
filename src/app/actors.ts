export { actorOf } from '#domains/identity/actor.ts'
