/* The address is the only state of a page: links and filters write it, the page is drawn from it. */
(function () {
  "use strict";

  function go(path, search) {
    window.dash_clientside.set_props("address", { pathname: path, search: search });
  }

  var SHARED = ["from", "to", "territory", "group", "kind", "library"];
  var FIELDS = {
    period: ["filter-from", "filter-to"],
    territory: ["filter-territory"],
    group: ["filter-group"],
    kind: ["filter-kind"],
    library: ["filter-library"]
  };
  var SLOTS = ["filter-choice-1", "filter-choice-2", "filter-choice-3"];

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
      SHARED.forEach(function (key) {
        if (now.get(key)) {
          kept.set(key, now.get(key));
        }
      });
      link.search = link.hasAttribute("data-inside") ? written(kept) : window.location.search;
    },
    true
  );

  /* Links inside the site change the address without loading the frame anew; they remain real links. */
  var followed = null;
  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("a[data-inside]") : null;
    var plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || event.defaultPrevented) {
      return;
    }
    event.preventDefault();
    followed = link.getAttribute("data-keep");
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

  /* Show the controls that the page follows. A control that the network has no use for has no options: it stays hidden. */
  function showFields(shown) {
    document.getElementById("filter-bar").hidden = !shown.filters.length && !shown.own.length;
    Object.keys(FIELDS).forEach(function (name) {
      FIELDS[name].forEach(function (id) {
        hide(id, shown.filters.indexOf(name) < 0 || !shown.used[name]);
      });
    });
    SLOTS.forEach(function (id, place) {
      hide(id, !shown.own[place]);
    });
  }

  function hide(id, hidden) {
    var control = document.getElementById(id);
    var field = control && control.closest(".field");
    if (field) {
      field.hidden = hidden;
    }
  }

  /* A link that was redrawn with the page has lost the focus: it is given back to the one that took its place. */
  function keepFocus() {
    var links = followed ? document.querySelectorAll("main [data-keep]") : [];
    var wanted = followed;
    followed = null;
    for (var place = 0; place < links.length; place += 1) {
      if (links[place].getAttribute("data-keep") === wanted) {
        links[place].focus({ preventScroll: true });
        return;
      }
    }
  }

  var pageBefore = null;

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    vitrina: {
      /* What is shown -> where the filters stand. */
      show: function (shown) {
        document.title = shown.title;
        showFields(shown);
        if (pageBefore !== null && pageBefore !== shown.page) {
          window.scrollTo(0, 0);
          window.setTimeout(function () {
            var heading = document.querySelector("main h1");
            if (heading) {
              heading.focus();
            }
          }, 0);
        } else if (followed) {
          window.setTimeout(keepFocus, 0);
        }
        pageBefore = shown.page;
        function own(part, nothing) {
          return SLOTS.map(function (_, place) {
            return shown.own[place] ? shown.own[place][part] : nothing;
          });
        }
        return [shown.from, shown.to, shown.territory, shown.group, shown.kind, shown.library].concat(
          own("value", null),
          own("label", ""),
          own("options", [])
        );
      },

      /* A filter that differs from what is shown -> the address. */
      ask: function (from, to, territory, group, kind, library) {
        var shown = arguments[arguments.length - 1];
        var own = Array.prototype.slice.call(arguments, 6, -1);
        if (!shown || (shown.from && (!from || !to))) {
          return;
        }
        var moved = from !== shown.from || to !== shown.to;
        var others = !same(territory, shown.territory) || group !== shown.group || !same(kind, shown.kind);
        var one = (library || null) !== (shown.library || null);
        var turned = shown.own.filter(function (list, place) {
          return own[place] && own[place] !== list.value;
        });
        if (!moved && !others && !one && !turned.length) {
          return;
        }
        var chosen = Object.assign({}, shown.query);
        delete chosen.part;
        delete chosen.table;
        if (moved) {
          /* A month chosen beyond the other end leaves that end open, not the two turned round. */
          chosen.from = from > to && from === shown.from ? "" : from;
          chosen.to = from > to && from !== shown.from ? "" : to;
        }
        if (others) {
          chosen.territory = territory.join(",");
          chosen.group = group;
          chosen.kind = kind.join(",");
          chosen.library = "";
        }
        if (one) {
          chosen.library = library;
        }
        shown.own.forEach(function (list, place) {
          if (turned.indexOf(list) >= 0) {
            chosen[list.key] = own[place];
          }
        });
        var asked = new URLSearchParams();
        Object.keys(chosen).forEach(function (key) {
          if (chosen[key]) {
            asked.set(key, chosen[key]);
          }
        });
        go(window.location.pathname, written(asked));
      },

      /* A click on a part of a chart that stands for a place -> the address of that place. */
      follow: function () {
        var clicked = window.dash_clientside.callback_context.triggered[0];
        var point = clicked && clicked.value && clicked.value.points && clicked.value.points[0];
        var link = point && point.customdata && point.customdata[1];
        if (link) {
          go(link.split("?")[0], link.indexOf("?") < 0 ? "" : "?" + link.split("?")[1]);
        }
      }
    }
  });

  /* What is typed without accents finds names with them: "hirtop" finds "Hîrtop". */
  function bare(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }

  window.dashMantineFunctions = Object.assign({}, window.dashMantineFunctions, {
    folded: function (given) {
      var words = bare(given.search).split(/\s+/).filter(Boolean);
      var found = [];
      given.options.forEach(function (option) {
        var label = bare(option.label);
        if (found.length < given.limit && words.every(function (word) { return label.indexOf(word) >= 0; })) {
          found.push(option);
        }
      });
      return found;
    }
  });
})();
