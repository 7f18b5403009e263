/* The fields of the filters name what they are: a combobox, its list open or closed. The components say neither, so that
   a screen reader heard a text field, and nobody was told that the arrow keys move through the list. */
(function () {
  "use strict";

  function name(field) {
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-expanded", field.hasAttribute("data-expanded") ? "true" : "false");
  }

  new MutationObserver(function () {
    document.querySelectorAll('#filters input[aria-haspopup="listbox"]').forEach(name);
  }).observe(document.documentElement, {
    attributeFilter: ["data-expanded"], attributes: true, childList: true, subtree: true
  });
})();
