// The stage in its own unit: 1 rem is a 192nd of the window's width or a 108th of its height, whichever is less. A window that is
// not 16:9 is therefore wider or higher than 192 × 108.

const WIDTH = 192;
const HEIGHT = 108;

// {width, height} in rem.
export function stageSize(innerWidth, innerHeight) {
  const unit = Math.min(innerWidth / WIDTH, innerHeight / HEIGHT);
  return { width: innerWidth / unit, height: innerHeight / unit };
}

// How many codes of half the window's height fit side by side, with `gap` rem for each.
export function codesInRow({ width, height }, gap) {
  return Math.max(1, Math.floor((width - 18) / (height / 2 + gap)));
}
