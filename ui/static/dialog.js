// A block that is empty or holds a dialog: the page behind it stands still, Escape or a click beside it closes it, and the focus
// goes back to where it came from.
let opener = null;

const holdPage = (still) => {
  const root = document.documentElement;
  if (still) root.style.setProperty('--ch-bar', `${window.innerWidth - root.clientWidth}px`);
  root.classList.toggle('ch-still', still);
  for (const part of document.querySelectorAll('#ch-header, #ch-composer, #ch-steer, #ch-main, footer')) part.inert = still;
};

const leave = () => {
  holdPage(false);
  if (opener?.isConnected) opener.focus({ preventScroll: true });
  opener = null;
};

const close = () => {
  props.value = '';
  leave();
};

element.addEventListener('click', (event) => {
  if (event.target.closest('[data-close]')) close();
});

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && element.querySelector('[role=dialog]')) close();
});

watch('value', () => {
  const dialog = element.querySelector('[role=dialog]');
  if (!dialog) {
    leave();
  } else if (opener) {
    // Another variant took the place of the one before it, or a product has left the board.
    if (!dialog.contains(document.activeElement)) (dialog.querySelector('[aria-current]') ?? dialog.querySelector('.ch-close')).focus();
  } else {
    opener = document.activeElement;
    holdPage(true);
    dialog.scrollTop = 0;
    dialog.querySelector('.ch-close').focus();
  }
});
