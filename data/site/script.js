/* What a page can do beyond being read: find a council, sort a table, show some rows of it, show
   one comparison of several. Each control is made here, so that without a script there is none
   that does nothing. Nothing is fetched, kept or reckoned: all that is shown stands in the page,
   and a page is whole without this. */
(function () {
    "use strict";

    /* An element with attributes and what is inside it, texts always as texts. */
    function make(name, attributes, inside) {
        const element = document.createElement(name);
        for (const key of Object.keys(attributes || {}))
            element.setAttribute(key, attributes[key]);
        element.append(...(inside || []));
        return element;
    }

    /* "Telford & Wrekin" is found by "telford and", "Île" by "ile". */
    function folded(text) {
        return text.normalize("NFD").replace(/[\u0300-\u036f\u2019']/g, "").replace(/&/g, " and ")
            .toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
    }

    /* Whether every word that was typed begins a word of the text, or is part of one. */
    function matches(text, typed) {
        return typed === "" || typed.split(" ").every((word) => text.includes(word));
    }

    let controls = 0;

    function labelled(label, control) {
        control.id = "control-" + ++controls;
        return make("label", { for: control.id }, [label, control]);
    }

    /* Says what came of it, to those who do not see it as well: only when it has changed, and
       when a reader has stopped typing. */
    function announcer() {
        const status = make("p", { role: "status" });
        let waiting = 0;
        return {
            status: status,
            say: function (text) {
                clearTimeout(waiting);
                waiting = setTimeout(() => {
                    if (status.textContent !== text)
                        status.textContent = text;
                }, 250);
            }
        };
    }

    function shown_of(items, shown) {
        if (shown === items.length)
            return "All " + items.length + " shown";
        return shown === 0 ? "None of " + items.length + " is like that"
            : shown + " of " + items.length + " shown";
    }

    /* --- A search of a list, or of the measures of a page --- */

    function add_search(label, items, before) {
        const texts = items.map((item) => folded(item.textContent));
        const input = make("input", { type: "search", autocomplete: "off", spellcheck: "false" });
        const told = announcer();
        input.addEventListener("input", () => {
            const typed = folded(input.value);
            let shown = 0;
            items.forEach((item, i) => {
                item.hidden = !matches(texts[i], typed);
                shown += item.hidden ? 0 : 1;
            });
            told.say(shown_of(items, shown));
        });
        input.addEventListener("keydown", (event) => {
            const left = items.filter((item) => !item.hidden);
            const link = left.length === 1 ? left[0].querySelector("a[href]") : null;
            if (event.key === "Enter" && input.value !== "" && link !== null)
                link.click();
        });
        before.before(make("div", { class: "tool" }, [labelled(label, input), told.status]));
    }

    /* --- Rows of a table --- */

    function rows_of(table) {
        return Array.from(table.tBodies[0].rows);
    }

    /* Whom a row is of, without the word that sets it off. */
    function name_of(row) {
        const cell = row.cells[0];
        return cell.firstChild === null ? "" : cell.firstChild.textContent;
    }

    /* What a cell sorts by: its number, or its text without one. */
    function key_of(row, column) {
        const cell = row.cells[column];
        return cell.hasAttribute("data-value") ? Number(cell.dataset.value) : null;
    }

    function compared(a, b, column, numeric) {
        if (!numeric)
            return a.cells[column].textContent.localeCompare(b.cells[column].textContent, "en-GB");
        return key_of(a, column) - key_of(b, column);
    }

    /* Rows without a number stay at the end whichever way the others go. */
    function sorted(rows, column, direction) {
        const numeric = rows.some((row) => key_of(row, column) !== null);
        const placed = numeric ? rows.filter((row) => key_of(row, column) !== null) : rows.slice();
        const others = numeric ? rows.filter((row) => key_of(row, column) === null) : [];
        placed.sort((a, b) => (direction === "descending" ? -1 : 1) *
                              compared(a, b, column, numeric));
        return placed.concat(others);
    }

    const next_order = { none: "ascending", ascending: "descending", descending: "none" };

    function add_sorting(table, told) {
        const published = rows_of(table);
        const heads = Array.from(table.tHead.rows[0].cells);
        heads.forEach((head, column) => {
            if (!head.hasAttribute("data-sortable") || published.length < 2)
                return;
            const name = head.textContent;
            const button = make("button", { type: "button" }, [name]);
            head.replaceChildren(button);
            button.addEventListener("click", () => {
                const order = next_order[head.getAttribute("aria-sort") || "none"];
                heads.forEach((other) => other.removeAttribute("aria-sort"));
                if (order !== "none")
                    head.setAttribute("aria-sort", order);
                table.tBodies[0].append(...(order === "none" ? published
                    : sorted(published, column, order)));
                told.say(order === "none" ? "In the order of the page"
                    : "Sorted by " + name + ", " + order);
            });
        });
    }

    /* What a reader can choose rows by: each choice has a name and tells which rows. */
    function choices_of(rows) {
        const choices = [];
        for (const [attribute, title] of [["group", "Kind of council"], ["region", "Region"]]) {
            const values = new Set(rows.map((row) => row.dataset[attribute]).filter(Boolean));
            if (values.size < 2)
                continue;
            const names = Array.from(values).sort((a, b) => a.localeCompare(b, "en-GB"));
            choices.push([title, names.map((value) => [value,
                (row) => row.dataset[attribute] === value])]);
        }
        const peers = rows.filter((row) => row.dataset.peers);
        if (peers.length > 0)
            choices.push(["Nearest neighbours, as far as they are in this table, of", peers.map((row) => {
                const codes = new Set(row.dataset.peers.split(" ").concat(row.dataset.code));
                return [name_of(row), (other) => codes.has(other.dataset.code)];
            }).sort((a, b) => a[0].localeCompare(b[0], "en-GB"))]);
        return choices;
    }

    /* A select of all choices, and the test that goes with each of its values. */
    function chooser(choices) {
        const tests = [() => true];
        const select = make("select", {}, [make("option", { value: "0" }, ["All councils"])]);
        for (const [title, entries] of choices) {
            const group = make("optgroup", { label: title });
            for (const [name, test] of entries) {
                group.append(make("option", { value: String(tests.length) }, [name]));
                tests.push(test);
            }
            select.append(group);
        }
        return { select: select, test: () => tests[Number(select.value)] };
    }

    /* Figures to compare with, such as England's, stay whichever rows are chosen. */
    function add_filters(table, told) {
        const rows = rows_of(table);
        const councils = rows.filter((row) => !row.classList.contains("benchmark"));
        const texts = new Map(rows.map((row) => [row, folded(name_of(row))]));
        const input = make("input", { type: "search", autocomplete: "off", spellcheck: "false" });
        const choices = choices_of(councils);
        const choice = chooser(choices);
        const narrow = () => {
            const typed = folded(input.value);
            const test = choice.test();
            let shown = 0;
            for (const row of councils) {
                row.hidden = !matches(texts.get(row), typed) || !test(row);
                shown += row.hidden ? 0 : 1;
            }
            told.say(shown_of(councils, shown));
        };
        input.addEventListener("input", narrow);
        choice.select.addEventListener("change", narrow);
        return [labelled("Find in this table", input)].concat(
            choices.length === 0 ? [] : [labelled("Show", choice.select)]);
    }

    function add_to_table(table) {
        const told = announcer();
        const tools = table.hasAttribute("data-searched") ? add_filters(table, told) : [];
        add_sorting(table, told);
        table.parentElement.before(make("div", { class: "tool" }, tools.concat(told.status)));
    }

    /* --- One comparison of several --- */

    function add_comparisons(sections) {
        const names = Array.from(new Set(sections.map((section) => section.dataset.comparison)));
        const first = document.querySelector("main .contents") || document.querySelector("main section");
        if (names.length < 2 || first === null)
            return;
        const told = announcer();
        const select = make("select", {}, [make("option", { value: "" }, ["All comparisons"])]);
        for (const name of names)
            select.append(make("option", { value: name }, [name]));
        select.addEventListener("change", () => {
            for (const section of sections)
                section.hidden = select.value !== "" && section.dataset.comparison !== select.value;
            told.say(select.value === "" ? "All comparisons shown"
                : "Only comparisons with " + select.value + " shown");
        });
        first.before(make("div", { class: "tool" }, [labelled("Compare with", select), told.status]));
    }

    /* --- Only what can be scrolled need be reached by keyboard --- */

    function watch_width(region) {
        const look = () => {
            if (region.scrollWidth > region.clientWidth)
                region.setAttribute("tabindex", "0");
            else if (document.activeElement !== region)
                region.removeAttribute("tabindex");
        };
        new ResizeObserver(look).observe(region);
    }

    const enough_measures = 6;
    const main = document.querySelector("main");

    for (const list of main.querySelectorAll("ul[data-searched]"))
        add_search("Find a " + list.dataset.searched, Array.from(list.children), list);
    const measures = Array.from(main.querySelectorAll("section.measure"));
    const contents = main.querySelector(".contents");
    if (measures.length >= enough_measures && contents !== null)
        add_search("Find a measure on this page", measures, contents);
    add_comparisons(Array.from(main.querySelectorAll("[data-comparison]")));
    for (const table of main.querySelectorAll(".table > table"))
        if (table.querySelector("[data-sortable]") !== null || table.hasAttribute("data-searched"))
            add_to_table(table);
    main.querySelectorAll(".table").forEach(watch_width);
}());
