/* "Copy link": the address is the only state of a page, so the link shows somebody else the same view. Another button
   copies the text that stands with it, e.g. a message. */
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
    var button = event.target.closest ? event.target.closest("[data-copy-link], [data-copy-text]") : null;
    if (!button) {
      return;
    }
    var done = button.getAttribute("data-copy-text");
    var wanted = window.location.href;
    if (done) {
      wanted = button.parentNode.parentNode.querySelector("[data-text]").textContent;
    }
    var copied = navigator.clipboard ? navigator.clipboard.writeText(wanted) : Promise.reject(new Error("no clipboard"));
    copied
      .catch(function () {
        return copyTheOldWay(wanted);
      })
      .then(function () {
        button.focus();
        var said = button.parentNode.querySelector("[role=status]");
        said.textContent = done || button.getAttribute("data-copy-link");
        window.setTimeout(function () {
          said.textContent = "";
        }, 4000);
      });
  });
})();
