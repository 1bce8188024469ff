/* Shows the rows of tables of class "register" in which every word stands that is typed into the search box.
   A word is found at the beginning of a word, whatever its case and accents. Nothing is sent anywhere. */
(() => {
  "use strict";
  const form = document.querySelector("form.register-search");
  if (!form) return;
  const box = form.elements.find;
  const said = document.getElementById("found");

  const plain = (text) =>
    " " + text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();

  const tables = [...document.querySelectorAll("table.register")].map((table) => {
    // Narrow screens show the rows as blocks; the roles tell a screen reader that it is a table all the same.
    table.setAttribute("role", "table");
    for (const row of table.rows) {
      row.setAttribute("role", "row");
      for (const cell of row.cells) cell.setAttribute("role", cell.tagName === "TH" ? "columnheader" : "cell");
    }
    const rows = [...table.tBodies[0].rows].map((row) => ({
      row,
      text: plain(row.textContent + " " + row.dataset.find),
      folded: [...row.querySelectorAll("details")].map((list) => [list, plain(list.textContent)]),
    }));
    return { table, rows, noun: table.dataset.noun };
  });

  const show = () => {
    const words = box.value.split(/\s+/).map(plain).filter((word) => word.trim());
    said.replaceChildren();
    for (const { table, rows, noun } of tables) {
      let count = 0;
      for (const { row, text, folded } of rows) {
        const fits = words.every((word) => text.includes(word));
        row.hidden = !fits;
        count += fits;
        for (const [list, inside] of folded) list.open = fits && words.some((word) => inside.includes(word));
      }
      table.hidden = count === 0;
      const link = document.createElement("a");
      link.href = "#" + table.id;
      link.textContent = `${count.toLocaleString("en")} of ${rows.length.toLocaleString("en")} ${noun}`;
      table.caption.textContent = count < rows.length ? link.textContent : `${count.toLocaleString("en")} ${noun}`;
      said.append(said.childNodes.length ? ", " : "", link);
    }
  };

  box.addEventListener("input", show);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      box.value = "";
      show();
    }
  });
  box.value = new URLSearchParams(location.search).get("find") ?? "";
  form.hidden = false;
  show();
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
})();
