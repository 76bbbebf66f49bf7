() => {
  const heading = document.getElementById('ch-heading');
  const { top } = heading.getBoundingClientRect();
  if (top < 0 || top > window.innerHeight * 0.55) heading.scrollIntoView({ block: 'start' });
}
