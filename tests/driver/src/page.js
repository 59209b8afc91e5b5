// Finds what a screen reader would find. A body for WebDriver's "execute script": arguments are a role and a name; `null` for any name.
// The name follows accname-1.2 as far as the app uses it: aria-labelledby, aria-label, label, contents, title, placeholder.
const [role, name] = arguments;
const implicit = {
  button: 'button, summary',
  link: 'a[href]',
  switch: 'none',
  tab: 'none',
  checkbox: 'input[type=checkbox]',
  radio: 'input[type=radio]',
  slider: 'input[type=range]',
  textbox: 'input:not([type]), input[type=text], input[type=password], input[type=email], input[type=url], textarea',
  spinbutton: 'input[type=number]',
  combobox: 'select',
  option: 'option',
  heading: 'h1, h2, h3, h4, h5, h6',
  navigation: 'nav',
  main: 'main',
  status: 'output',
  dialog: 'dialog',
  group: 'fieldset',
  img: 'img, svg[aria-label]',
  list: 'ul, ol',
  listitem: 'li',
};
const fields = ['textbox', 'spinbutton', 'combobox', 'switch', 'checkbox', 'slider', 'radiogroup', 'searchbox'];
const tidy = (text) => (text ?? '').replace(/\u00ad/g, '').replace(/\s+/g, ' ').trim();
const text = (node) =>
  node.nodeType === 3
    ? node.data
    : node.nodeType !== 1 || node.getAttribute('aria-hidden') === 'true'
      ? ''
      : (node.getAttribute('aria-label') ?? [...node.childNodes].map(text).join(node.matches('span, b, i, em, strong') ? '' : ' '));
const named = (element) => {
  const by = element.getAttribute('aria-labelledby');
  if (by) return tidy(by.split(/\s+/).map((id) => document.getElementById(id)).filter(Boolean).map(text).join(' '));
  const label = element.getAttribute('aria-label');
  if (tidy(label)) return tidy(label);
  if (element.labels?.length) return tidy([...element.labels].map(text).join(' '));
  if (element.matches('fieldset')) return tidy(element.querySelector('legend')?.textContent);
  if (!element.matches('input, select, textarea, nav, dialog, [role=group], [role=radiogroup], [role=dialog]') && tidy(text(element)))
    return tidy(text(element));
  return tidy(element.getAttribute('title') ?? element.getAttribute('placeholder'));
};
const shown = (element) =>
  element.tagName === 'OPTION' ||
  (element.getClientRects().length > 0 && getComputedStyle(element).visibility !== 'hidden' && !element.closest('[aria-hidden=true], [inert]'));
const of = (wanted) =>
  [...document.querySelectorAll(`[role~="${wanted}"]${implicit[wanted] ? ', ' + implicit[wanted] : ''}`)].filter(
    (element) => !element.hasAttribute('role') || element.getAttribute('role').split(/\s+/)[0] === wanted,
  );
const candidates = (role === 'field' ? fields : [role]).flatMap(of).filter(shown);
return candidates.filter((element) => name === null || named(element) === name);
