/* What is looked for in a long table becomes a key of the address, from which the page is drawn. */
(function () {
  "use strict";

  document.addEventListener("submit", function (event) {
    var form = event.target.closest ? event.target.closest("form[data-search]") : null;
    if (!form) {
      return;
    }
    event.preventDefault();
    var key = form.getAttribute("data-search");
    var asked = new URLSearchParams(window.location.search);
    var wanted = form.querySelector("input").value.trim();
    if (wanted) {
      asked.set(key, wanted);
    } else {
      asked.delete(key);
    }
    asked.delete("part");
    /* A link inside the site, followed as any other: the focus comes back to what bears its data-keep. */
    var search = asked.toString().replace(/%2C/g, ",");
    var link = document.createElement("a");
    link.href = window.location.pathname + (search ? "?" + search : "");
    link.setAttribute("data-inside", "true");
    link.setAttribute("data-keep", "search-" + key);
    form.appendChild(link);
    link.click();
    link.remove();
  });
})();
