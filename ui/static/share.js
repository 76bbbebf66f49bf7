// The link to the search. It is the page's own address, not that of the page around it: where the app stands in a
// frame, as on a Space, the outer address neither follows nor may be read.
const OURS = 'catalogue';

const copy = async (field) => {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    // A frame without the permission; the old way needs none.
    field.select();
    return document.execCommand('copy');
  }
};

document.addEventListener('click', ({ target }) => {
  if (target.closest('[data-share]')) trigger('apply', { language: null });
});

element.addEventListener('click', async ({ target }) => {
  if (target.closest('[data-dismiss]')) props.value = '';
  const button = target.closest('[data-copy]');
  if (!button) return;
  const field = element.querySelector('[data-link]');
  const said = element.querySelector('[data-by-hand]');
  const copied = await copy(field);
  said.textContent = copied ? button.dataset.copied : said.dataset.byHand;
  if (!copied) field.select();
});

element.addEventListener('focusin', ({ target }) => {
  if (target.dataset.link !== undefined) target.select();
});

// Another language is another page, which begins with the search of this one.
document.addEventListener('change', ({ target }) => {
  if (target.dataset.language !== undefined) trigger('apply', { language: target.value });
});

watch('value', () => {
  const departure = element.querySelector('[data-go]');
  if (departure) location.search = departure.dataset.go;
  const field = element.querySelector('[data-link]');
  if (field) field.value = `${location.origin}${location.pathname}?${field.dataset.link}`;
});

// Who came by a link gets its search.
if (new URLSearchParams(location.search).has(OURS)) trigger('submit', { query: location.search });
