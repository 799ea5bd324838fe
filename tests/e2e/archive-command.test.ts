import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { treeOf } from '../support/archives'
import { fivefold, fivefoldJson, projectFolder, run } from '../support/command-line'
import { drawPicture } from '../support/pictures'
import { newPortfolio } from '../support/portfolio'
import { sha256 } from '../support/submissions'
import { temporaryFolder } from '../support/temporary'

const cli = join(projectFolder, 'dist/cli.js')

async function portfolioWithPhotos(): Promise<string> {
  const dir = newPortfolio()
  const photos = [1, 2].map((seed) => drawPicture(`снимка ${seed}.jpg`, { width: 640, height: 480, seed }))
  expect(fivefold(['add', dir, '--to', 'students.2', ...(await Promise.all(photos))]).code).toBe(0)
  expect(fivefold(['answer', dir, 'students.2', '--text', 'Питат и нас.']).code).toBe(0)
  return dir
}

/** A file of random bytes, in MB. */
function largeFile(size: number, folder = temporaryFolder()): string {
  const path = join(folder, 'голям.bin')
  run('bash', ['-c', `head -c ${size}000000 /dev/urandom > "${path}"`])
  return path
}

describe('pack and unpack', () => {
  it('carry a portfolio to another folder, and say in one JSON value what they did', async () => {
    const dir = await portfolioWithPhotos()
    const file = join(temporaryFolder(), 'Мост.fivefold.zip')
    const packed = fivefold(['pack', dir, file])
    expect(packed).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Packed Мост\.fivefold\.zip: 2 files/) as string,
    })
    expect(packed.err).toMatch(/^Photos that are not to be shown are in it, too/)
    expect(fivefoldJson(['pack', dir, file])).toEqual({
      file,
      name: 'Мост.fivefold.zip',
      bytes: statSync(file).size,
      hash: sha256(file),
      files: 2,
      damaged: [],
      missing: [],
    })
    const there = join(temporaryFolder(), 'Другаде.fivefold')
    expect(fivefoldJson(['unpack', file, there])).toMatchObject({
      folder: there,
      school: 'СУ „Мост“',
      cycle: { from: 2027, to: 2028 },
      damaged: [],
      missing: [],
    })
    expect(treeOf(join(there, 'files'))).toEqual(treeOf(join(dir, 'files')))
    expect(fivefold(['verify', there])).toMatchObject({ code: 0 })
    // Pictures are made anew there.
    expect(fivefoldJson(['coverage', there])).toEqual(fivefoldJson(['coverage', dir]))
    expect(fivefoldJson(['history', there])).toEqual(fivefoldJson(['history', dir]))
  })

  it('name what is damaged or gone, and go on', async () => {
    const dir = await portfolioWithPhotos()
    const [one = '', two = ''] = Object.keys(treeOf(join(dir, 'files'))).map((path) =>
      join(dir, 'files', path),
    )
    writeFileSync(one, 'half')
    rmSync(two)
    const file = join(temporaryFolder(), 'x.fivefold.zip')
    const { code, err } = fivefold(['pack', dir, file])
    expect(code).toBe(0)
    expect(err).toMatch(/^Damaged, packed as it is now: снимка \d\.jpg \(files\/.*\)$/m)
    expect(err).toMatch(/^Not there any more: снимка \d\.jpg \(files\/.*\)$/m)
    const there = join(temporaryFolder(), 'x.fivefold')
    const unpacked = fivefold(['unpack', file, there])
    expect(unpacked.code).toBe(0)
    expect(unpacked.err.match(/^Damaged or missing already when it was packed: files\//gm)).toHaveLength(2)
    expect(fivefold(['verify', there]).code).toBe(1)
  })

  it('refuse in one sentence, with nothing left behind', async () => {
    const dir = await portfolioWithPhotos()
    const folder = temporaryFolder()
    const file = join(folder, 'x.fivefold.zip')
    fivefold(['pack', dir, file])
    const refused = (words: string[], sentence: RegExp) => {
      const { code, err } = fivefold(words)
      expect({ code, err: err.trim() }).toEqual({ code: 1, err: expect.stringMatching(sentence) as string })
      expect(err.trim().split('\n')).toHaveLength(1)
    }
    refused(['unpack', file, dir], /exists already/)
    refused(['unpack', join(folder, 'gone.zip'), join(folder, 'y')], /“gone\.zip” is not there/)
    refused(
      ['unpack', join(dir, 'portfolio.sqlite'), join(folder, 'y')],
      /not an archive of a Fivefold portfolio/,
    )
    refused(['unpack', file, join(folder, 'no', 'y')], /The folder for “y” is not there/)
    refused(['pack', dir, join(dir, 'x.zip')], /would lie in the portfolio’s own folder/)
    refused(['pack', dir, folder], /is a folder/)
    truncateSync(file, statSync(file).size - 5000)
    refused(['unpack', file, join(folder, 'y')], /is damaged, or was only half copied/)
    expect(readdirSync(folder)).toEqual(['x.fivefold.zip'])
    expect(fivefold(['pack', dir]).code).toBe(2)
    expect(fivefold(['unpack', file]).code).toBe(2)
  })
})

/** Runs a script with a small disk at `$DISK`, which is there for as long as it runs. */
function onDisk(options: string, dir: string, script: string): { out: string; err: string } {
  const mounted = `mount -t tmpfs -o ${options} small "$DISK" && trap 'cd / && umount --lazy "$DISK"' EXIT\n${script}`
  const namespace = process.getuid?.() === 0 ? [] : ['unshare', '--mount', '--map-root-user']
  const { stdout, stderr } = spawnSync('env', [...namespace, 'bash', '-c', mounted], {
    encoding: 'utf8',
    env: { ...process.env, DISK: temporaryFolder(), CLI: cli, DIR: dir },
  })
  return { out: stdout, err: stderr }
}

describe('a drive', () => {
  it('that is too small is told from beforehand, and the older file stays', () => {
    const dir = newPortfolio()
    expect(fivefold(['add', dir, '--to', 'students.1', largeFile(24)]).code).toBe(0)
    const { out, err } = onDisk(
      'size=30m',
      dir,
      `echo old > "$DISK/x.fivefold.zip"
       node "$CLI" pack "$DIR" "$DISK/x.fivefold.zip"; echo "code $?"
       ls -A "$DISK"; cat "$DISK/x.fivefold.zip"`,
    )
    expect(err.trim()).toMatch(/^There is not enough space there for “x\.fivefold\.zip”: it needs \d+ MB/)
    expect(out).toBe('code 1\nx.fivefold.zip\nold\n')
  })

  it('that fills up meanwhile is told plainly: nothing half-done is left, and the older file stays', () => {
    const dir = newPortfolio()
    for (let count = 0; count < 8; count += 1) {
      const path = join(temporaryFolder(), `${count}.txt`)
      writeFileSync(path, `текст ${count}`)
      expect(fivefold(['add', dir, '--to', 'students.1', path]).code).toBe(0)
    }
    const archive = join(temporaryFolder(), 'x.fivefold.zip')
    expect(fivefold(['pack', dir, archive]).code).toBe(0)
    // One file has grown since it was gathered: nobody could know before how much has to be written.
    const [path = ''] = Object.keys(treeOf(join(dir, 'files')))
    truncateSync(join(dir, 'files', path), 60_000_000)
    const packing = onDisk(
      'size=40m',
      dir,
      `echo old > "$DISK/x.fivefold.zip"
       node "$CLI" pack "$DIR" "$DISK/x.fivefold.zip"; echo "code $?"
       ls -A "$DISK"; cat "$DISK/x.fivefold.zip"`,
    )
    expect(packing.out).toBe('code 1\nx.fivefold.zip\nold\n')
    expect(packing.err).toMatch(/^There is no space left on the disk\./)
    // A disk that has room, and takes no more files.
    const unpacking = onDisk(
      'size=40m,nr_inodes=12',
      dir,
      `node "$CLI" unpack "${archive}" "$DISK/x.fivefold"; echo "code $?"; ls -A "$DISK"`,
    )
    expect(unpacking.out).toBe('code 1\n')
    expect(unpacking.err).toMatch(/^There is no space left on the disk\./)
  })

  it('that takes no file so large says so, and nothing is left there', () => {
    const dir = newPortfolio()
    fivefold(['add', dir, '--to', 'students.1', largeFile(3)])
    const folder = temporaryFolder()
    // What a memory stick's file system answers beyond 4 GB, at 2 MB: the signal that comes with it is ignored, as there.
    const { status, stderr } = spawnSync(
      'bash',
      [
        '-c',
        `trap '' XFSZ; ulimit -f 2048; exec node "${cli}" pack "${dir}" "${join(folder, 'x.fivefold.zip')}"`,
      ],
      { encoding: 'utf8' },
    )
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringMatching(
        /^“x\.fivefold\.zip” became larger than one file may be on that drive/,
      ) as string,
    })
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('what is ended half-way', () => {
  it('while packing leaves the older file, and goes with the next packing into that folder; while unpacking it is gone on with', async () => {
    const dir = newPortfolio()
    for (let count = 0; count < 3; count += 1) fivefold(['add', dir, '--to', 'students.1', largeFile(60)])
    const folder = temporaryFolder()
    const file = join(folder, 'x.fivefold.zip')
    writeFileSync(file, 'old')
    await killedWhen(['pack', dir, file], () =>
      partsIn(folder).some((part) => statSync(part).size > 5_000_000),
    )
    expect(readFileSync(file, 'utf8')).toBe('old')
    expect(fivefold(['verify', dir]).code).toBe(0)
    // The archive, and the copy of the database beside it.
    expect(partsIn(folder)).toHaveLength(2)
    expect(fivefold(['pack', newPortfolio(), join(folder, 'other.fivefold.zip')]).code).toBe(0)
    expect(readdirSync(folder).sort()).toEqual(['other.fivefold.zip', 'x.fivefold.zip'])
    expect(fivefold(['pack', dir, file]).code).toBe(0)
    const there = join(temporaryFolder(), 'x.fivefold')
    await killedWhen(['unpack', file, there], () => staged(there).length > 0)
    expect(existsSync(there)).toBe(false)
    const [kept = ''] = staged(there)
    const { ino } = statSync(kept)
    expect(fivefold(['unpack', file, there]).code).toBe(0)
    const files = Object.keys(treeOf(join(there, 'files'))).map(
      (path) => statSync(join(there, 'files', path)).ino,
    )
    expect(files).toContain(ino)
    expect(fivefold(['verify', there]).code).toBe(0)
    expect(readdirSync(join(there, '..'))).toEqual(['x.fivefold'])
  })
})

const partsIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.includes('fivefold-part'))
    .map((name) => join(folder, name))

/** Originals that lie whole in the staging folder of an unpacking to `root`. */
function staged(root: string): string[] {
  const [staging] = partsIn(join(root, '..'))
  if (staging === undefined || !existsSync(join(staging, 'files'))) return []
  return readdirSync(join(staging, 'files'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => statSync(path).size === 60_000_000)
}

/** Runs a command and ends it at once, as a power cut does, when something has come about. */
async function killedWhen(words: string[], isThere: () => boolean): Promise<void> {
  const child = spawn(process.execPath, [cli, ...words], { stdio: 'ignore' })
  const exit = once(child, 'exit')
  while (child.exitCode === null && !isThere()) await new Promise((resolve) => setTimeout(resolve, 2))
  child.kill('SIGKILL')
  await exit
}
