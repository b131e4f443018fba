/** Inverse of a symmetric matrix of full rank, in place of which a sound one is taken where rounding has spoilt it. */
export function invert(matrix: Float64Array, size: number, leastPivot: number): Float64Array {
  const root = choleskyRoot(matrix, size, leastPivot)
  const inverseRoot = invertTriangle(root, size)
  const inverse = new Float64Array(size * size)
  for (let a = 0; a < size; a++)
    for (let b = 0; b <= a; b++) {
      let sum = 0
      for (let row = a; row < size; row++)
        sum += entry(inverseRoot, row, a, size) * entry(inverseRoot, row, b, size)
      inverse[a * size + b] = sum
      inverse[b * size + a] = sum
    }
  return inverse
}

function choleskyRoot(matrix: Float64Array, size: number, leastPivot: number): Float64Array {
  const root = new Float64Array(size * size)
  for (let column = 0; column < size; column++) {
    const pivot = entry(matrix, column, column, size) - dot(root, column, column, column, size)
    const diagonal = Math.sqrt(Math.max(pivot, leastPivot))
    root[column * size + column] = diagonal
    for (let row = column + 1; row < size; row++) {
      const rest = entry(matrix, row, column, size) - dot(root, row, column, column, size)
      root[row * size + column] = rest / diagonal
    }
  }
  return root
}

function dot(root: Float64Array, a: number, b: number, until: number, size: number): number {
  let sum = 0
  for (let index = 0; index < until; index++)
    sum += entry(root, a, index, size) * entry(root, b, index, size)
  return sum
}

function invertTriangle(root: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size)
  for (let column = 0; column < size; column++)
    for (let row = column; row < size; row++) {
      let sum = row === column ? 1 : 0
      for (let index = column; index < row; index++)
        sum -= entry(root, row, index, size) * entry(inverse, index, column, size)
      inverse[row * size + column] = sum / entry(root, row, row, size)
    }
  return inverse
}

function entry(matrix: Float64Array, row: number, column: number, size: number): number {
  return matrix[row * size + column] ?? 0
}
