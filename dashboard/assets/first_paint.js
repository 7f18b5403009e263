/* What was painted first goes when the scripts have drawn the same page, charts included. */
(function () {
  "use strict";

  var PATIENCE = 10000; /* milliseconds that charts may take before the page is shown without them */

  function drawn(root) {
    var graphs = root.querySelectorAll(".dash-graph");
    for (var place = 0; place < graphs.length; place += 1) {
      if (!graphs[place].querySelector(".main-svg")) {
        return false;
      }
    }
    return true;
  }

  function swap() {
    var painted = document.getElementById("first-paint");
    document.body.classList.remove("painted-first");
    if (painted) {
      painted.remove();
    }
  }

  function watch() {
    var root = document.getElementById("react-entry-point");
    var since = null;
    if (!root || !document.getElementById("first-paint")) {
      return;
    }
    var waiting = new MutationObserver(function () {
      if (!root.querySelector("main h1")) {
        return;
      }
      since = since || Date.now();
      if (drawn(root) || Date.now() - since > PATIENCE) {
        waiting.disconnect();
        swap();
      }
    });
    waiting.observe(root, { childList: true, subtree: true });
  }

  watch();
})();
