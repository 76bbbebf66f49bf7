// The filters report each change by itself; on a telephone they are a sheet over the page.
const readLimits = (name) => [...element.querySelectorAll(`[data-limit="${name}"]`)].map((field) => field.value);

element.addEventListener('change', ({ target }) => {
  const { toggle, strict, limit } = target.dataset;
  if (!target.checkValidity()) target.value = '';
  if (toggle !== undefined) trigger('apply', { kind: 'toggle', value: toggle });
  else if (strict !== undefined) trigger('apply', { kind: 'strict', value: target.checked });
  else if (limit === 'price') trigger('apply', { kind: 'price', value: readLimits('price') });
  else if (limit === 'width') trigger('apply', { kind: 'width', value: target.value });
  else if (target.name === 'category') trigger('apply', { kind: 'category', value: target.value });
});

element.addEventListener('submit', (event) => {
  event.preventDefault();
  document.activeElement?.blur();
});

// Gradio brings attributes up to date, but what a visitor has done to a field outweighs its attributes.
watch('value', () => {
  for (const field of element.querySelectorAll('input')) {
    if (field.type === 'number') {
      if (field !== document.activeElement) field.value = field.getAttribute('value') ?? '';
    } else {
      field.checked = field.hasAttribute('checked');
    }
  }
});

const sheet = element.closest('#ch-filters');
let opener = null;

const openSheet = (open) => {
  sheet.classList.toggle('ch-sheet-open', open);
  document.documentElement.classList.toggle('ch-still', open);
  for (const part of document.querySelectorAll('#ch-header, #ch-composer, #ch-steer, #ch-results, footer')) part.inert = open;
  if (open) {
    opener = document.activeElement;
    sheet.querySelector('[data-sheet="close"]').focus({ preventScroll: true });
  } else {
    opener?.focus({ preventScroll: true });
  }
};

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-sheet]');
  if (button) openSheet(button.dataset.sheet === 'open');
});

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && sheet.classList.contains('ch-sheet-open')) openSheet(false);
});

window.matchMedia('(min-width: 861px)').addEventListener('change', (wide) => {
  if (wide.matches && sheet.classList.contains('ch-sheet-open')) openSheet(false);
});
