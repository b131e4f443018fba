import { setFlagsFromString } from 'node:v8'

/**
 * V8 takes places in the code that made long-lived objects once for such that always do, and has them allocate in the
 * old generation. When its first full collection falls into the first readings, that is what it sees of nearly all
 * that a reading makes, and as it does not take that back, the process runs at half speed as long as it lives: about
 * every second `npm run bench -- detect` did. Without it none does; `npm run bench -- pipeline` takes as long as before.
 */
setFlagsFromString('--no-allocation-site-pretenuring')
