// The page's language, said before Gradio asks the browser for it: what the address asks for, else the first that the
// browser prefers and the page knows, else English. ui/words chooses in the same way.
(() => {
  const asked = new URLSearchParams(location.search).get('lang');
  const known = (name) => LANGUAGES.find((language) => language === name?.toLowerCase().split('-')[0]);
  const language = [asked, ...navigator.languages].map(known).find(Boolean) ?? 'en';
  Object.defineProperty(navigator, 'language', { value: language, configurable: true });
  document.documentElement.lang = language;
})();
