// The visitor's photo: boxes to choose from, a frame to draw by hand or to move with the keyboard.
const SMALLEST = 0.05;
const STEP = 0.02;
const upload = () => document.querySelector('#ch-photo input[type=file]');
let box = null;
let byHand = false;

const stands = (part) => JSON.stringify(JSON.parse(part.dataset.box)) === JSON.stringify(box);
const clamp = (value, low = 0, high = 1) => Math.min(high, Math.max(low, value));

const show = () => {
  const frame = element.querySelector('.ch-frame');
  if (!frame) return;
  const [left, top, right, bottom] = box ?? [0, 0, 1, 1];
  frame.hidden = !box && !byHand;
  frame.style.cssText = `left:${left * 100}%;top:${top * 100}%;width:${(right - left) * 100}%;height:${(bottom - top) * 100}%`;
  frame.classList.toggle('ch-whole', !box);
  element.querySelector('.ch-canvas').classList.toggle('ch-drawing', byHand);
  const proposed = [...element.querySelectorAll('.ch-parts [data-box]')].some(stands);
  for (const part of element.querySelectorAll('[data-box]')) {
    part.setAttribute('aria-pressed', !byHand && stands(part));
  }
  element.querySelector('[data-hand]').setAttribute('aria-pressed', byHand || !proposed);
};

const choose = (chosen) => {
  box = chosen;
  show();
  trigger('apply', { kind: 'crop', value: box });
};

element.addEventListener('click', (event) => {
  const { target } = event;
  const part = target.closest('[data-box]');
  if (target.closest('[data-remove]')) trigger('clear');
  else if (target.closest('[data-another]')) upload()?.click();
  else if (target.closest('[data-hand]')) {
    byHand = true;
    box ??= [0.15, 0.15, 0.85, 0.85];
    choose(box);
    element.querySelector('.ch-frame').focus({ preventScroll: true });
  } else if (part && !byHand || part?.closest('.ch-parts')) {
    byHand = false;
    choose(JSON.parse(part.dataset.box));
  }
});

const place = (event) => {
  const area = element.querySelector('.ch-canvas').getBoundingClientRect();
  return [clamp((event.clientX - area.left) / area.width), clamp((event.clientY - area.top) / area.height)];
};

element.addEventListener('pointerdown', (event) => {
  const canvas = event.target.closest('.ch-canvas');
  if (!canvas || !byHand) return;
  event.preventDefault();
  const [x, y] = place(event);
  const before = box;
  canvas.setPointerCapture(event.pointerId);
  const follow = (move) => {
    const [u, v] = place(move);
    box = [Math.min(x, u), Math.min(y, v), Math.max(x, u), Math.max(y, v)];
    show();
  };
  const finish = () => {
    canvas.removeEventListener('pointermove', follow);
    canvas.removeEventListener('pointerup', finish);
    canvas.removeEventListener('pointercancel', finish);
    const drawn = box && box[2] - box[0] >= SMALLEST && box[3] - box[1] >= SMALLEST;
    choose(drawn ? box : before);
  };
  canvas.addEventListener('pointermove', follow);
  canvas.addEventListener('pointerup', finish);
  canvas.addEventListener('pointercancel', finish);
});

element.addEventListener('keydown', (event) => {
  const [dx, dy] = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[event.key] ?? [];
  if (dx === undefined || !event.target.closest('.ch-frame') || !box) return;
  event.preventDefault();
  let [left, top, right, bottom] = box;
  if (event.shiftKey) {
    right = clamp(right + dx, left + SMALLEST);
    bottom = clamp(bottom + dy, top + SMALLEST);
  } else {
    const [x, y] = [clamp(dx, -left, 1 - right), clamp(dy, -top, 1 - bottom)];
    [left, top, right, bottom] = [left + x, top + y, right + x, bottom + y];
  }
  box = [left, top, right, bottom];
  show();
});

// Moving by keyboard searches when the keys come to rest.
element.addEventListener('keyup', (event) => {
  if (event.key.startsWith('Arrow') && event.target.closest('.ch-frame')) choose(box);
});

// A picture dropped on the photo takes its place.
element.addEventListener('dragover', (event) => event.preventDefault());
element.addEventListener('drop', (event) => {
  event.preventDefault();
  const carried = new DataTransfer();
  for (const file of event.dataTransfer.files) carried.items.add(file);
  document
    .querySelector('#ch-photo button.upload-container')
    ?.dispatchEvent(new DragEvent('drop', { dataTransfer: carried, bubbles: true, cancelable: true }));
});

let photo;
watch('value', () => {
  const shown = element.querySelector('.ch-stage')?.dataset.photo;
  if (shown !== photo) [photo, box, byHand] = [shown, null, false];
  show();
});
