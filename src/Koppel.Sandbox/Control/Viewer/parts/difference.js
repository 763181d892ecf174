const MostSteps = 4_000_000;

// The lines of two texts: [' ', line] in both, ['-', line] only in the first, ['+', line] only in the second.
export function difference(before, after) {
  const [one, other] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) start++;
  let end = 0;
  while (end < one.length - start && end < other.length - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  const middle = between(one.slice(start, one.length - end), other.slice(start, other.length - end));
  const same = line => [' ', line];
  return [...one.slice(0, start).map(same), ...middle, ...one.slice(one.length - end).map(same)];
}

// The longest common subsequence; texts that differ too much to look for it are shown one after the other.
function between(one, other) {
  if (one.length * other.length > MostSteps) return [...one.map(line => ['-', line]), ...other.map(line => ['+', line])];
  const lengths = Array.from({ length: one.length + 1 }, () => new Uint16Array(other.length + 1));
  for (let i = one.length - 1; i >= 0; i--) {
    for (let j = other.length - 1; j >= 0; j--) lengths[i][j] = one[i] === other[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
  }
  const lines = [];
  let [i, j] = [0, 0];
  while (i < one.length || j < other.length) {
    if (i < one.length && j < other.length && one[i] === other[j]) { lines.push([' ', one[i]]); i++; j++; }
    else if (j >= other.length || (i < one.length && lengths[i + 1][j] >= lengths[i][j + 1])) lines.push(['-', one[i++]]);
    else lines.push(['+', other[j++]]);
  }
  return lines;
}
