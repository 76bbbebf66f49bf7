// A picture pasted anywhere on the page is dropped on the photo box.
document.addEventListener('paste', (event) => {
  const photo = [...(event.clipboardData?.files ?? [])].find((file) => file.type.startsWith('image/'));
  if (!photo) return;
  const carried = new DataTransfer();
  carried.items.add(photo);
  document
    .querySelector('#ch-photo button.upload-container')
    ?.dispatchEvent(new DragEvent('drop', { dataTransfer: carried, bubbles: true, cancelable: true }));
});
