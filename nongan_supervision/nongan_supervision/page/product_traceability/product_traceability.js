(() => {
	const { escaped } = nongan.report;
	const PAGE = "product-traceability";
	const CODE = "code";
	/** Levels that are unfolded at first: a start, its two directions, and what lies next to it. */
	const UNFOLDED = 4;

	frappe.pages[PAGE].on_page_load = (wrapper) => {
		wrapper.trace = new Trace(wrapper);
	};

	frappe.pages[PAGE].on_page_show = (wrapper) => wrapper.trace.follow_route();

	/** The tree of a trace, to unfold; readable on a phone. Its address is that of a document, or of a code. */
	class Trace {
		constructor(wrapper) {
			this.page = frappe.ui.make_app_page({
				parent: wrapper,
				title: __("Product Traceability"),
				single_column: true,
			});
			this.code = this.page.add_field({
				fieldname: CODE,
				label: __("Code or Number"),
				fieldtype: "Data",
				change: () => this.go_to_code(),
			});
			this.page.add_inner_button(__("Unfold All"), () => this.unfold(true));
			this.page.add_inner_button(__("Fold All"), () => this.unfold(false));
			this.page.add_menu_item(__("As a Table, to Print or Export"), () => this.open_report());
			this.$tree = $('<div class="nongan-trace-tree">').appendTo(this.page.main);
		}

		/** Where the trace starts: what stands in the address behind the page's name. */
		get start() {
			const [, kind, ...name] = frappe.get_route();
			if (!kind || !name.length) return null;
			const value = name.join("/");
			return kind === CODE ? { code: value } : { start_doctype: kind, start: value };
		}

		go_to_code() {
			const code = (this.code.get_value() || "").trim();
			if (code && code !== this.start?.code) frappe.set_route(PAGE, CODE, code);
		}

		async follow_route() {
			nongan.name_page(this.page);
			const start = this.start;
			const asked = JSON.stringify(start);
			this.code.set_input(start?.code || "");
			if (!start) return this.invite();
			this.asked = asked;
			this.$tree.html(`<p class="text-muted">${__("Tracing…")}</p>`);
			let answer;
			try {
				answer = await nongan.ask("nongan_supervision.api.trace_product", start);
			} catch {
				if (this.asked === asked) this.$tree.empty();
				return;
			}
			if (this.asked === asked) this.show(answer);
		}

		invite() {
			this.asked = null;
			const text = __(
				"Enter the number of a document, the code or the serial number of a slip, a batch, lot or sample number, or the name of a producer or an input."
			);
			this.$tree.html(`<p class="text-muted">${text}</p>`);
		}

		show({ rows, period, is_cut }) {
			const days = [period.since, period.until].map((day) => frappe.datetime.str_to_user(day));
			const said = [
				__("What belongs together without naming each other was looked for from {0} to {1}.", days),
			];
			if (is_cut)
				said.push(__("There is more than is shown: choose a shorter period or a single direction."));
			this.$tree.html(`${tree(rows)}<p class="text-muted small">${said.join(" ")}</p>`);
		}

		unfold(open) {
			this.$tree.find("details").each((_index, details) => {
				details.open = open || details.dataset.level < 2;
			});
		}

		open_report() {
			const filters = { code: "", start_doctype: "", start: "", ...this.start };
			frappe.set_route("query-report", "Product Traceability", filters);
		}
	}

	/** Rows that follow each other by level, as elements within each other. */
	function tree(rows) {
		let html = "";
		const open = [];
		rows.forEach((row, index) => {
			while (open.length && open.at(-1) >= row.level) {
				open.pop();
				html += "</details>";
			}
			if (rows[index + 1]?.level > row.level) {
				open.push(row.level);
				html += `<details data-level="${row.level}" ${row.level < UNFOLDED ? "open" : ""}>`;
				html += `<summary class="trace-row level-${row.level}">${content(row)}</summary>`;
			} else {
				html += `<div class="trace-row trace-leaf level-${row.level}">${content(row)}</div>`;
			}
		});
		return html + "</details>".repeat(open.length);
	}

	function content(row) {
		const faint = [row.relation, row.date && frappe.datetime.str_to_user(row.date), row.place, row.note];
		const parts = [named(row)];
		if (row.state) parts.push(pill(row));
		const said = faint.filter(Boolean).map(escaped).join(" · ");
		if (said) parts.push(`<div class="trace-said text-muted small">${said}</div>`);
		return `<div class="trace-content">${parts.join(" ")}</div>`;
	}

	function named(row) {
		const text = `<span class="trace-item">${escaped(row.item)}</span>`;
		if (!row.document) return row.colour === "red" ? `<span class="text-danger">${text}</span>` : text;
		return `<a href="${frappe.utils.get_form_link(row.doctype, row.document)}">${text}</a>`;
	}

	function pill(row) {
		const state = escaped(row.state);
		return `<span class="indicator-pill ${row.colour || "gray"} no-indicator-dot">${state}</span>`;
	}
})();
