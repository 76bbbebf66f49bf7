// The insights' buttons, the strip's weights and the map's points; a point shows its product while it is looked at.
element.addEventListener('click', (event) => {
  const target = event.target.closest('[data-insight], [data-style], [data-set-weight]');
  if (!target) return;
  const { insight, style, setWeight } = target.dataset;
  if (insight !== undefined) trigger('apply', { kind: 'insight', value: insight });
  else if (style !== undefined) trigger('apply', { kind: 'style', value: style });
  else moveSlider(setWeight);
});

const moveSlider = (weight) => {
  const slider = document.querySelector('#ch-weight input[type="range"]');
  if (!slider) return;
  slider.value = weight;
  slider.dispatchEvent(new Event('input', { bubbles: true }));
  slider.dispatchEvent(new Event('change', { bubbles: true }));
};

const showPoint = (event) => {
  const point = event.target.closest?.('.ch-map .ch-dot');
  const card = element.querySelector('.ch-map-card');
  if (!point || !card) return;
  const picture = Object.assign(document.createElement('img'), { src: point.dataset.thumbnail, alt: '' });
  const text = document.createElement('span');
  text.textContent = `${point.dataset.rank}. ${point.dataset.title}`;
  card.replaceChildren(picture, text);
};
element.addEventListener('pointerover', showPoint);
element.addEventListener('focusin', showPoint);
element.addEventListener('keydown', (event) => {
  const point = event.target.closest('.ch-map .ch-dot');
  if (!point || (event.key !== 'Enter' && event.key !== ' ')) return;
  event.preventDefault();
  trigger('select', { product: point.dataset.open });
});
