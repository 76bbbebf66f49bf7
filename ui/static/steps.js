// The buttons on both sides of the slider move it as a hand would.
element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-step]');
  const slider = document.querySelector('#ch-weight input[type=range]');
  if (!button || !slider) return;
  slider.value = Number(slider.value) + Number(button.dataset.step);
  slider.dispatchEvent(new Event('input', { bubbles: true }));
  slider.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }));
});
