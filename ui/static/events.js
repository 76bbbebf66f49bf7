// One listener for a whole block of HTML: what was clicked says by its data attributes what is meant.
element.addEventListener('click', (event) => {
  const target = event.target.closest('[data-open], [data-like], [data-unlike], [data-example]');
  if (!target) return;
  const { open, like, unlike, example } = target.dataset;
  if (open !== undefined) trigger('select', { product: open });
  else if (like !== undefined) trigger('like', { product: like });
  else if (unlike !== undefined) trigger('clear');
  else if (example !== undefined) trigger('select', { number: example });
});
