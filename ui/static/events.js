// One listener for a whole block of HTML: what was clicked says by its data attributes what is meant.
element.addEventListener('click', (event) => {
  const target = event.target.closest('[data-open], [data-like], [data-unlike], [data-example], [data-close]');
  if (!target) return;
  const { open, like, unlike, example } = target.dataset;
  if (open !== undefined) trigger('select', { product: open });
  else if (like !== undefined) trigger('like', { product: like });
  else if (unlike !== undefined) trigger('clear');
  else if (example !== undefined) trigger('select', { number: example });
  else close();
});

const close = () => {
  const wasOpen = element.querySelector('.ch-detail');
  props.value = '';
  if (wasOpen && window.chaiseOpener?.isConnected) window.chaiseOpener.focus();
};

element.addEventListener('keydown', (event) => {
  const dialog = element.querySelector('.ch-detail');
  if (!dialog) return;
  if (event.key === 'Escape') close();
  if (event.key !== 'Tab') return;
  const stops = [...dialog.querySelectorAll('button')];
  const edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
  if (document.activeElement === edge) {
    event.preventDefault();
    (event.shiftKey ? stops[stops.length - 1] : stops[0]).focus();
  }
});

watch('value', () => {
  const dialog = element.querySelector('.ch-detail');
  if (!dialog) return;
  if (!element.contains(document.activeElement)) window.chaiseOpener = document.activeElement;
  dialog.querySelector('.ch-close').focus();
});
