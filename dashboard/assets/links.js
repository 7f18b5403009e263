/* "Copy link": the address is the only state of a page, so the link shows somebody else the same view. */
(function () {
  "use strict";

  /* Where a page is not served safely (plain http), browsers offer the old way only. */
  function copyTheOldWay(text) {
    var field = document.createElement("textarea");
    field.value = text;
    field.style.position = "fixed";
    field.style.opacity = "0";
    document.body.appendChild(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    return Promise.resolve();
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest ? event.target.closest("[data-copy-link]") : null;
    if (!button) {
      return;
    }
    var link = window.location.href;
    var copied = navigator.clipboard ? navigator.clipboard.writeText(link) : Promise.reject(new Error("no clipboard"));
    copied
      .catch(function () {
        return copyTheOldWay(link);
      })
      .then(function () {
        button.focus();
        var said = button.parentNode.querySelector("[role=status]");
        said.textContent = button.getAttribute("data-copy-link");
        window.setTimeout(function () {
          said.textContent = "";
        }, 4000);
      });
  });
})();
