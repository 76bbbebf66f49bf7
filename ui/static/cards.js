// Shows the gallery. Pictures that stay are kept and not loaded again, products glide to their new places, and after
// a move of the slider each says how far it has come.
const live = element.querySelector('.ch-live');
const still = window.matchMedia('(prefers-reduced-motion: reduce)');
let last = { search: null, weight: null, ranks: new Map() };

const keyOf = (card) => card.dataset.group;

// Where the focus is, in words that fit the next gallery too.
const readFocus = () => {
  const focused = document.activeElement;
  if (!live.contains(focused)) return null;
  const card = focused.closest('.ch-card');
  if (!card) return { more: true };
  const place = [...card.querySelectorAll('button')].indexOf(focused);
  return { key: keyOf(card), place };
};

const restoreFocus = (focus, before) => {
  const cards = [...live.querySelectorAll('.ch-card')];
  const card = focus.more ? cards[before] : cards.find((other) => keyOf(other) === focus.key);
  card?.querySelectorAll('button')[focus.place ?? 0]?.focus({ preventScroll: true });
};

const showMove = (card, rank, was, texts) => {
  if (was === rank) return;
  const [up, down, entered] = texts;
  const badge = document.createElement('span');
  const direction = was === undefined ? 'in' : was > rank ? 'up' : 'down';
  badge.className = `ch-move ch-move-${direction}`;
  const text = direction === 'in' ? entered : (direction === 'up' ? up : down).replace('{places}', Math.abs(was - rank));
  badge.append(Object.assign(document.createElement('span'), { className: 'ch-hidden', textContent: text }));
  const shown = direction === 'in' ? text : `${direction === 'up' ? '\u25b2' : '\u25bc'} ${Math.abs(was - rank)}`;
  const mark = Object.assign(document.createElement('span'), { textContent: shown });
  mark.setAttribute('aria-hidden', 'true');
  badge.append(mark);
  card.querySelector('.ch-picture').append(badge);
};

const glide = (card, from) => {
  const to = card.getBoundingClientRect();
  if (!from || (from.left === to.left && from.top === to.top)) return;
  const near = to.top < window.innerHeight && to.bottom > 0;
  if (!near) return;
  const start = `translate(${from.left - to.left}px, ${from.top - to.top}px)`;
  card.animate([{ transform: start }, { transform: 'none' }], { duration: 260, easing: 'cubic-bezier(.2, .7, .2, 1)' });
};

const draw = () => {
  const focus = readFocus();
  const old = new Map([...live.querySelectorAll('.ch-card')].map((card) => [keyOf(card), card]));
  const places = new Map([...old].map(([key, card]) => [key, card.getBoundingClientRect()]));
  const next = document.createElement('template');
  next.innerHTML = props.value ?? '';
  const grid = next.content.querySelector('.ch-grid');
  const cards = [...next.content.querySelectorAll('.ch-card')];
  const { search = null, weight = null } = grid?.dataset ?? {};
  const moved = search === last.search && weight !== last.weight;
  const again = search === last.search && weight === last.weight;
  const ranks = new Map(cards.map((card, index) => [keyOf(card), index + 1]));
  for (const card of cards) {
    const before = old.get(keyOf(card));
    const [fresh, kept] = [card.querySelector('img'), before?.querySelector('img')];
    if (kept?.getAttribute('src') === fresh.getAttribute('src')) fresh.replaceWith(kept);
    if (moved) showMove(card, ranks.get(keyOf(card)), last.ranks.get(keyOf(card)), JSON.parse(grid.dataset.moved));
    else if (again && before?.querySelector('.ch-move')) {
      card.querySelector('.ch-picture').append(before.querySelector('.ch-move'));
    }
  }
  live.replaceChildren(...next.content.childNodes);
  if (focus) restoreFocus(focus, old.size);
  if (!still.matches) for (const card of cards) glide(card, places.get(keyOf(card)));
  last = { search, weight, ranks };
};

// A swatch puts its variant into the card; nothing is searched for that.
live.addEventListener('click', (event) => {
  const dot = event.target.closest('[data-variant]');
  if (!dot) return;
  const card = dot.closest('.ch-card');
  const { variant, title, price, thumbnail } = dot.dataset;
  for (const part of [card, ...card.querySelectorAll('[data-open]')]) part.dataset.open = variant;
  for (const steer of card.querySelectorAll('[data-kind]')) steer.dataset.value = variant;
  card.querySelector('[data-keep]').dataset.keep = variant;
  Object.assign(card.querySelector('img'), { src: thumbnail, alt: title });
  card.querySelector('.ch-title').textContent = title;
  card.querySelector('.ch-price').textContent = price;
  // The figure was the other variant's.
  card.querySelector('.ch-match')?.remove();
  for (const other of card.querySelectorAll('[data-variant]')) other.setAttribute('aria-pressed', other === dot);
});

// One that is answered at once must not flicker: only a search that takes longer turns the pictures into skeletons.
const NOTICED_MS = 350;
let noticed;
const tracker = element.closest('#ch-cards').querySelector(':scope > .wrap');
const markWaiting = () => {
  clearTimeout(noticed);
  if (tracker.classList.contains('hide')) live.classList.remove('ch-waiting');
  else noticed = setTimeout(() => live.classList.add('ch-waiting'), NOTICED_MS);
};
new MutationObserver(markWaiting).observe(tracker, { attributeFilter: ['class'] });

draw();
watch('value', draw);
