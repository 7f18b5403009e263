/* Light or dark: as the system says, until the reader chooses otherwise. It runs in the head, before anything is drawn. */
(function () {
  "use strict";

  var KEPT = "mantine-color-scheme-value"; /* where the components keep it, too */
  var system = window.matchMedia("(prefers-color-scheme: dark)");

  function chosen() {
    try {
      var kept = window.localStorage.getItem(KEPT);
      return kept === "light" || kept === "dark" ? kept : null;
    } catch (error) {
      return null; /* a browser that keeps nothing follows the system */
    }
  }

  function now() {
    return chosen() || (system.matches ? "dark" : "light");
  }

  function show() {
    document.documentElement.setAttribute("data-mantine-color-scheme", now());
    /* two of them, as long as what was painted first stands beside the page */
    document.querySelectorAll("#theme").forEach(function (button) {
      button.setAttribute("aria-pressed", now() === "dark" ? "true" : "false");
    });
  }

  show();
  system.addEventListener("change", show);

  /* The button comes with the frame, which is drawn later. */
  var waiting = new MutationObserver(function () {
    if (document.querySelector("#react-entry-point #theme")) {
      waiting.disconnect();
      show();
    }
  });
  waiting.observe(document.documentElement, { childList: true, subtree: true });

  document.addEventListener("click", function (event) {
    if (!event.target.closest || !event.target.closest("#theme")) {
      return;
    }
    try {
      window.localStorage.setItem(KEPT, now() === "dark" ? "light" : "dark");
    } catch (error) {
      return;
    }
    show();
  });
})();
