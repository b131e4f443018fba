/** State is computed in the precision in which it is stored: single, which seven digits of a distance are plenty for. */
export const rounded = Math.fround
