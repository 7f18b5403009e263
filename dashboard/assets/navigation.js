/* The address is the only state of a page: links and filters write it, the page is drawn from it. */
(function () {
  "use strict";

  function go(path, search) {
    window.dash_clientside.set_props("address", { pathname: path, search: search });
  }

  var FILTERS = ["from", "to", "territory", "group", "kind"];

  function written(parameters) {
    var search = parameters.toString().replace(/%2C/g, ",");
    return search ? "?" + search : "";
  }

  /* The header is redrawn after the page: until then its links would still carry the filters of the page before. */
  document.addEventListener(
    "click",
    function (event) {
      var link = event.target.closest ? event.target.closest("#navigation a") : null;
      if (!link) {
        return;
      }
      var now = new URLSearchParams(window.location.search);
      var kept = new URLSearchParams();
      FILTERS.forEach(function (key) {
        if (now.get(key)) {
          kept.set(key, now.get(key));
        }
      });
      link.search = link.hasAttribute("data-inside") ? written(kept) : window.location.search;
    },
    true
  );

  /* Links inside the site change the address without loading the frame anew; they remain real links. */
  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("a[data-inside]") : null;
    var plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || event.defaultPrevented) {
      return;
    }
    event.preventDefault();
    go(link.pathname, link.search);
  });

  /* On a narrow screen the filters open and close by their button. */
  document.addEventListener("click", function (event) {
    var button = event.target.closest ? event.target.closest("#filters-button") : null;
    if (button) {
      button.setAttribute("aria-expanded", button.getAttribute("aria-expanded") === "true" ? "false" : "true");
    }
  });

  function same(first, second) {
    return JSON.stringify(first || []) === JSON.stringify(second || []);
  }

  var pageBefore = null;

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    vitrina: {
      /* What is shown -> where the filters stand. */
      show: function (shown) {
        document.title = shown.title;
        document.getElementById("filter-bar").hidden = !shown.filtered;
        if (pageBefore !== null && pageBefore !== shown.page) {
          window.scrollTo(0, 0);
          window.setTimeout(function () {
            var heading = document.querySelector("main h1");
            if (heading) {
              heading.focus();
            }
          }, 0);
        }
        pageBefore = shown.page;
        return [shown.from, shown.to, shown.territory, shown.group, shown.kind];
      },

      /* A filter that differs from what is shown -> the address. */
      ask: function (from, to, territory, group, kind, shown) {
        if (!shown || !from || !to) {
          return;
        }
        var moved = from !== shown.from || to !== shown.to;
        if (!moved && same(territory, shown.territory) && group === shown.group && same(kind, shown.kind)) {
          return;
        }
        var asked = new URLSearchParams();
        var chosen = {
          from: moved ? from : shown.query.from,
          to: moved ? to : shown.query.to,
          territory: territory.join(","),
          group: group,
          kind: kind.join(","),
          sort: shown.query.sort
        };
        Object.keys(chosen).forEach(function (key) {
          if (chosen[key]) {
            asked.set(key, chosen[key]);
          }
        });
        go(window.location.pathname, written(asked));
      }
    }
  });
})();
