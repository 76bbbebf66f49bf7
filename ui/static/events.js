// One listener for a whole block of HTML: what was clicked says by its data attributes what is meant.
element.addEventListener('click', (event) => {
  const target = event.target.closest('[data-open], [data-kind], [data-variant], [data-example], [data-keep]');
  if (!target) return;
  const { open, kind, value, example } = target.dataset;
  if (kind !== undefined) trigger('apply', { kind, value });
  else if (open !== undefined) trigger('select', { product: open });
  else if (example !== undefined) trigger('select', { number: example });
});

element.addEventListener('change', (event) => {
  if (event.target.matches('[data-sort]')) trigger('apply', { kind: 'sort', value: event.target.value });
});
