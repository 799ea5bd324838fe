import { createServer } from 'node:http'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from './temporary'

/** A server on this computer that counts whoever comes: what is asked of it was asked by something that should not. */
export async function startListening(): Promise<{ address: string; visits: () => string[] }> {
  const visits: string[] = []
  const server = createServer((request, response) => {
    visits.push(request.url ?? '')
    response.setHeader('access-control-allow-origin', '*')
    response.end('')
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const port = (server.address() as { port: number }).port
  return { address: `http://127.0.0.1:${port}`, visits: () => visits }
}

/** What a script in a file would leave behind, if it ran. */
const attack = (address: string) =>
  `window.hacked=true;document.title='hacked';fetch('${address}/script');new Image().src='${address}/image';`

/** Files that would run, or ask for something outside, if they were shown as what they are; by their names. */
export function writeHostile(address: string): Record<'drawing' | 'page' | 'mail', string> {
  const folder = temporaryFolder()
  const write = (name: string, text: string): string => {
    const path = join(folder, name)
    writeFileSync(path, text)
    return path
  }
  const drawing = write(
    'drawing.svg',
    `<?xml version="1.0"?><?xml-stylesheet href="${address}/style.css"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="400" height="300" onload="${attack(address)}">
  <style>@import url("${address}/import.css"); rect { background: url("${address}/background") }</style>
  <script>${attack(address)}</script><script xlink:href="${address}/code.js"/>
  <rect width="400" height="300" fill="#b03060" onclick="${attack(address)}"/>
  <image href="${address}/image.png" width="100" height="100"/><image xlink:href="file:///etc/passwd" width="9" height="9"/>
  <use href="${address}/shapes.svg#x"/>
  <foreignObject width="400" height="300"><iframe xmlns="http://www.w3.org/1999/xhtml" src="${address}/frame"/><body xmlns="http://www.w3.org/1999/xhtml"><img src="${address}/inner" onerror="${attack(address)}"/></body></foreignObject>
  <animate href="#a" attributeName="href" values="javascript:${attack(address)}"/><text y="20">Drawn words</text></svg>`,
  )
  const markup = `<meta http-equiv="refresh" content="0;url=${address}/refresh"><base href="${address}/"><link rel="stylesheet" href="${address}/page.css"><link rel="prefetch" href="${address}/prefetch"><script>${attack(address)}</script><img src="${address}/pixel.png" onerror="${attack(address)}"><iframe src="${address}/frame"></iframe><object data="${address}/object"></object><video poster="${address}/poster" src="${address}/film"></video><form action="${address}/form"><input autofocus onfocus="${attack(address)}"></form><p>Written words</p>`
  const page = write('page.html', `<!doctype html><meta charset="utf-8"><title>Page</title>${markup}`)
  const mail = write(
    'mail.eml',
    `From: a@school.example\nTo: b@school.example\nSubject: Letter\nDisposition-Notification-To: ${address}\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n${markup}\n`,
  )
  return { drawing, page, mail }
}
