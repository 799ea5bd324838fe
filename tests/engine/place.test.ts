import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { syncedBy } from '../../electron/engine/place'
import { temporaryFolder } from '../support/temporary'

const name = 'Мост.fivefold'

describe('where a portfolio lies', () => {
  it.each([
    ['C:\\Users\\maria\\OneDrive\\Documents', 'OneDrive'],
    ['C:\\Users\\maria\\OneDrive - School 5\\Documents', 'OneDrive'],
    ['/Users/maria/Library/CloudStorage/OneDrive-School', 'OneDrive'],
    ['C:\\Users\\maria\\Dropbox', 'Dropbox'],
    ['/home/maria/Dropbox (School)/x', 'Dropbox'],
    ['/Users/maria/Library/CloudStorage/Dropbox', 'Dropbox'],
    ['G:\\My Drive', 'Google Drive'],
    ['/Users/maria/Library/CloudStorage/GoogleDrive-maria@school.example/My Drive', 'Google Drive'],
    ['/Users/maria/Library/Mobile Documents/com~apple~CloudDocs', 'iCloud'],
    ['C:\\Users\\maria\\iCloudDrive', 'iCloud'],
    ['/home/maria/Nextcloud/eTwinning', 'Nextcloud'],
    ['/home/maria/ownCloud', 'Nextcloud'],
    ['\\\\server\\teachers', 'network'],
    ['\\\\?\\UNC\\server\\teachers', 'network'],
    ['//server/teachers', 'network'],
    ['/run/user/1000/gvfs/smb-share:server=school,share=teachers', 'network'],
    ['/home/maria/.gvfs/teachers on school', 'network'],
  ])('%s is told: %s', (place, by) => {
    const separator = place.includes('\\') ? '\\' : '/'
    expect(syncedBy(`${place}${separator}${name}`, '')).toBe(by)
  })

  it.each([
    'C:\\Users\\maria\\Documents',
    '\\\\?\\C:\\Users\\maria',
    '/home/maria/Документи',
    '/home/maria/Dropbox tips',
    '/Users/maria/My Drivers Licence',
    '/media/maria/STICK',
  ])('%s is a place of one’s own', (place) => {
    expect(syncedBy(`${place}/${name}`, '')).toBeNull()
  })

  it('a link to a folder that is copied about is told by where it leads', () => {
    const folder = temporaryFolder()
    const real = join(folder, 'Dropbox', name)
    mkdirSync(real, { recursive: true })
    symlinkSync(join(folder, 'Dropbox'), join(folder, 'school'), 'junction')
    expect(syncedBy(join(folder, 'school', name), '')).toBe('Dropbox')
    expect(syncedBy(join(folder, 'elsewhere', name), '')).toBeNull()
  })

  it('a share that the system mounted like any disk is told from the list of mounts', () => {
    const mounts = [
      '/dev/sda1 / ext4 rw 0 0',
      '//school/teachers /mnt/school\\040share cifs rw 0 0',
      '/dev/sdb1 /mnt/school\\040share/stick vfat rw 0 0',
      'server:/home /home/maria/server nfs4 rw 0 0',
    ].join('\n')
    expect(syncedBy(`/mnt/school share/${name}`, mounts)).toBe('network')
    expect(syncedBy(`/mnt/school share/stick/${name}`, mounts)).toBeNull()
    expect(syncedBy(`/mnt/school shareholders/${name}`, mounts)).toBeNull()
    expect(syncedBy(`/home/maria/server/${name}`, mounts)).toBe('network')
    expect(syncedBy(`/home/maria/${name}`, mounts)).toBeNull()
  })
})
