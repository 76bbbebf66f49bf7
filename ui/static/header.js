// What depends on the search comes in English; in another language it is asked for anew.
document.title = element.querySelector('.ch-header').dataset.title;
if (navigator.language !== 'en') trigger('apply', {});
