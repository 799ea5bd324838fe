import { backupRequests } from './backup-requests'
import { repairRequests } from './repair-requests'

/** What keeps a portfolio safe: a part of the engine's table. */
export const keepingRequests = { ...backupRequests, ...repairRequests } as const
