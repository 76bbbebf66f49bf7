// Three steps beside the page, never over what they are about. Seen or skipped once, they come only when asked for.
const KEY = 'chaise-tour';
const tour = element.querySelector('.ch-tour');
const steps = [...element.querySelectorAll('.ch-tour-step')];
const next = element.querySelector('[data-next]');
const goOn = next.textContent;
let place = -1;

const wasSeen = () => {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    // A frame whose storage is closed would show it on every visit.
    return true;
  }
};

const remember = () => {
  try {
    localStorage.setItem(KEY, 'seen');
  } catch {
    // Then it is not remembered.
  }
};

const show = (step) => {
  for (const shown of document.querySelectorAll('[data-toured]')) delete shown.dataset.toured;
  place = step;
  tour.hidden = !steps[step];
  if (tour.hidden) return remember();
  steps.forEach((other, number) => { other.hidden = number !== step; });
  const counter = element.querySelector('[data-place]');
  counter.textContent = counter.dataset.place.replace('{step}', step + 1);
  next.textContent = step === steps.length - 1 ? next.dataset.last : goOn;
  const about = document.querySelector(steps[step].dataset.about);
  if (!about) return;
  about.dataset.toured = '';
  about.scrollIntoView({ block: 'nearest' });
};

element.addEventListener('click', ({ target }) => {
  if (target.closest('[data-skip]')) show(-1);
  if (!target.closest('[data-next]')) return;
  const last = place === steps.length - 1;
  show(place + 1);
  if (last) document.querySelector('#ch-examples [data-example]')?.click();
});

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !tour.hidden) show(-1);
});

document.addEventListener('click', ({ target }) => {
  if (!target.closest('[data-tour]')) return;
  show(0);
  next.focus({ preventScroll: true });
});

// The page is drawn piece by piece, and this piece may be there before those that it is about.
const begin = () => {
  if (document.querySelector('#ch-steer')) show(0);
  else requestAnimationFrame(begin);
};

// Who came by a link came for its search.
if (!wasSeen() && !new URLSearchParams(location.search).has('catalogue')) begin();
