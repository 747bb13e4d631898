import { createHash, createSign, createVerify, X509Certificate } from 'node:crypto'
import { crc32 } from 'node:zlib'

/** A key of nobody: it seals the letters of the stand-in, on the machine of whoever tries the house. Worth nothing anywhere else. */
const key = `-----BEGIN PRIVATE KEY-----
MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQChAaA6BPUApNLo
a9o33yV3hRCgyxvuuUuPKJs7mGFdC2CjGNbIMp4B5Anrskll4sikcFDUo02ghTO/
eJBfVSrqs3WQWAeFYArBMbZCOqQ727aa6uADrfgC9ff5gxsQAAQgB9IlAdKdMX7y
qrOadgeWevwl4cTUubCItKinUhpYTKmufOCxyR8l8XLyuoHHbLriy4fW9R3ulRCQ
4XyABYG/4hEhjSSBu0Rc5gd6jmKZxBmIVGQCzn8f0R9ymQZ1ziyNbn9HOlf7vyN2
6kRZ9Il+Nv5kNxI2RcT+EGUZDt7oNgn4WaZ6hY3Ss7xsTMIRZW6I9f0sLTbIhip5
0JInVyLHAgMBAAECggEABNEAIowwahcEKijDy+UUgVlNMIoy6TbI0F0GG8fIrdhf
yTE+h5mgCW1xcIgSUwZwOx8TA/FoqpMhg6pPI1LwaDn7G9jOTMqdN79NdPi9Hf9K
HKNHFUUYhLon82JdJmLhvLWPL0U5MDOhWRALNGUwf+to7Jcu5LAzXDuPSgYWPKru
SGVdiSsHDbs4uff0ufzhPtRZCdYVR3yVLUpGTcyVR3TTqAHVVP6meEu5i+J8ZBNp
7R2tLXDlgQoP80Ogr77m0G2Ac7R8++sobZCs6Y52tu/YRfbF87gE3p/ELfYaZugq
nPUD0bs5yXgL4i7Si5wt2VvFnZWSGoNXXtjNEY1OJQKBgQDO9UDsqwKMQuqbbbE2
6FXe+Oz+6OTJzau3MrvmG7y4wtmaGNOXvuAasSpneDYTyI0ffLcPli3z/0Ao6MpT
7wvsIqQLky35dETdxThxNDlRD0Ws6Wa3iEn3VPu3GnZEMn/jzHNfA3vEUU8G5pS0
2cYRtANLLRJgG5pwnmgaby1lVQKBgQDHKMtnMVYNEyymZaxs5QRJT7VrddmZ2T3g
qgT+6RkMXKsWGdT+D5LToFjc2DqhZn3yNO3siI+0uZiacAIFdecRK3vsqF6LQ8EA
Mm6UX7l8ze5aUZwy61wHStmvAmlJjb7Uem0Q2dC4xBNgrm7EXPBTr7ecma+b1raY
eDYCi0KnqwKBgQC9zFAxfBfHGGteBbg7OdHevf1jPaTsqfEr/pwxyQhHjXLQjqom
hUezUv0njShS9l7uHIsqATm9hj6KBgvf89/EPHSjpOPJ3WZ22DMOJq3V+CKXFCo+
cQAcktSSNPN3UbTV7h90aJZuEX9fPcHtJbcvbx6CKCCtAUOeureQXpuMTQKBgGrt
4T+3gn8ko113y3rv/zwpWrumm715oTplrqb6miNEAeus1OnPjMKpHez8/4W21Lpd
Zr0PmTCsUV3h84PhCL30PeYThCd7qj0j1rE9MAbtPiMqHBZOvauAqZ3ISqVeQG4u
iS559BGv3MOVBA3T5IjaGFgxP9MJFiKIsF7vTEtfAoGAJ7U2Su8eoPsdCo69qNro
mjzlwdIuwCG5KXg1xtYNluGYcu/RenYdyRIwSrKthaOos3VYYcGyXkIbeYfBLXZB
dUfotzfxA5LOiAQSEIpjBPlhZPKKYNKph57WSzA2+PVQZop/MUU5bPs3wewEfhrb
5R8b7bsAVfTxP9UEwRYWUQ8=
-----END PRIVATE KEY-----`
export const certificate = `-----BEGIN CERTIFICATE-----
MIIDPTCCAiWgAwIBAgIUFOda7geGQssunKv5i7z1IITtsygwDQYJKoZIhvcNAQEL
BQAwLTErMCkGA1UEAwwic3RhbmQtaW4gb2YgUGF5UGFsLCBmb3IgdGVzdHMgb25s
eTAgFw0yNjExMjEwNzA3MzJaGA8yMTI2MTAyODA3MDczMlowLTErMCkGA1UEAwwi
c3RhbmQtaW4gb2YgUGF5UGFsLCBmb3IgdGVzdHMgb25seTCCASIwDQYJKoZIhvcN
AQEBBQADggEPADCCAQoCggEBAKEBoDoE9QCk0uhr2jffJXeFEKDLG+65S48omzuY
YV0LYKMY1sgyngHkCeuySWXiyKRwUNSjTaCFM794kF9VKuqzdZBYB4VgCsExtkI6
pDvbtprq4AOt+AL19/mDGxAABCAH0iUB0p0xfvKqs5p2B5Z6/CXhxNS5sIi0qKdS
GlhMqa584LHJHyXxcvK6gcdsuuLLh9b1He6VEJDhfIAFgb/iESGNJIG7RFzmB3qO
YpnEGYhUZALOfx/RH3KZBnXOLI1uf0c6V/u/I3bqRFn0iX42/mQ3EjZFxP4QZRkO
3ug2CfhZpnqFjdKzvGxMwhFlboj1/SwtNsiGKnnQkidXIscCAwEAAaNTMFEwHQYD
VR0OBBYEFE26d5N2hUgBtPadWeGxucfcpZWHMB8GA1UdIwQYMBaAFE26d5N2hUgB
tPadWeGxucfcpZWHMA8GA1UdEwEB/wQFMAMBAf8wDQYJKoZIhvcNAQELBQADggEB
AHZLb1PbUSzyt3U6KmSJdRwEofu86JKlFDnEHZe97okcYGhCC+AeZsKl7HmHPP1u
st193WCBdykSWIvhbC0ts3pfo8GOHeDjtGJxieLPDDkUymJ9shmq4mq75eWPCE0/
9px93wZhFL/KDr6Kl9jjv0zYp59gflBdTnp/XGYlM9c+1n/YWwNnU5NwRYXLA/st
hJVKugOyBV46OxTHWIBBe6t48z5PBx9u81VyxtFktavsCmaLhnhml2feGMq2+4It
skwzPXuZWO1FT9IpaVKQqGmznskvqINV1Ih98etT+1Vg/ybF1YRSd0ltaZB0Bp8l
k3U7yQPy/P6coBciXE9JE5Q=
-----END CERTIFICATE-----
`

export const webhookId = '0STANDIN0WEBHOOK0'

export interface Sealed {
  'paypal-transmission-id': string
  'paypal-transmission-time': string
  'paypal-transmission-sig': string
  'paypal-auth-algo': string
  'paypal-cert-url': string
}

const said = (id: string, time: string, body: string): string => `${id}|${time}|${webhookId}|${crc32(body)}`

/** The headers PayPal proves a letter with. `genuine` false = what a stranger would make up. */
export function seal(body: string, at: Date, certificateUrl: string, genuine: boolean): Sealed {
  const id = createHash('sha256').update(`${body}${at.getTime()}`).digest('hex').slice(0, 32)
  const time = at.toISOString()
  const signature = createSign('RSA-SHA256')
    .update(said(id, time, genuine ? body : `${body} `))
    .sign(key, 'base64')
  const headers = { 'paypal-transmission-id': id, 'paypal-transmission-time': time, 'paypal-transmission-sig': signature }
  return { ...headers, 'paypal-auth-algo': 'SHA256withRSA', 'paypal-cert-url': certificateUrl }
}

/** What `verify-webhook-signature` does. */
export function sealHolds(body: string, id: string, time: string, signature: string): boolean {
  return createVerify('RSA-SHA256')
    .update(said(id, time, body))
    .verify(new X509Certificate(certificate).publicKey, signature, 'base64')
}
