// Copied into the fetched runtime as its `resources/app`: does what the default app of Electron does, which that
// runtime lacks. It starts the app whose folder is the first word given, under that app's own name.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

const words = process.argv.slice(1)
const preloaded = words.indexOf('-r')
if (preloaded >= 0) createRequire(import.meta.url)(words.splice(preloaded, 2)[1])

const folder = resolve(words.find((word) => !word.startsWith('-')) ?? '.')
const facts = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
process.defaultApp = true
app.setName(facts.productName ?? facts.name)
app.setVersion(facts.version)
app.setAppPath(folder)
await import(pathToFileURL(join(folder, facts.main)).href)
