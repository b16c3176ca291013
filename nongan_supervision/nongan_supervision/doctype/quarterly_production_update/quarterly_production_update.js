frappe.ui.form.on("Quarterly Production Update", {
	setup(frm) {
		frm.set_query("producer", "rows", () => ({ filters: { village: frm.doc.village } }));
	},

	onload(frm) {
		if (!frm.is_new()) return;
		const today = frappe.datetime.str_to_obj(frappe.datetime.get_today());
		if (!frm.doc.year) frm.set_value("year", today.getFullYear());
		// the Desk fills in the first option of a required choice by itself
		if (!frm.doc.quarter || frm.doc.quarter === "Q1")
			frm.set_value("quarter", `Q${Math.floor(today.getMonth() / 3) + 1}`);
	},

	refresh(frm) {
		if (frm.doc.docstatus === 0 && frm.perm[0].write) {
			frm.add_custom_button(__("Fill from Last Quarter"), () => fill(frm));
			frm.add_custom_button(__("Confirm Producers"), () => ask_who_confirmed(frm));
			// beside the rows too, where a thumb finds it on a phone
			frm.get_field("rows").grid.add_custom_button(__("Confirm Producers"), () =>
				ask_who_confirmed(frm)
			);
		}
		show_progress(frm);
	},

	village: show_progress,
	quarter: show_progress,

	async before_submit(frm) {
		const open = frm.doc.rows.filter((row) => !row.confirmed).length;
		if (!open) return;
		const question = __(
			"{0} rows are not confirmed. They are submitted as they stood last quarter. Submit?",
			[open]
		);
		await new Promise((resolve, reject) => {
			frappe.confirm(question, resolve, () => {
				frappe.validated = false;
				reject();
			});
		});
	},
});

frappe.ui.form.on("Quarterly Production Update Row", {
	confirmed: (frm) => show_progress_soon(frm),
	rows_remove: (frm) => show_progress_soon(frm),

	/** What was changed was looked at. */
	area_or_stock: confirm_row,
	unit: confirm_row,
	expected_market_date: confirm_row,
	change: confirm_row,
});

function confirm_row(frm, cdt, cdn) {
	frappe.model.set_value(cdt, cdn, "confirmed", 1);
}

/** The rows that are not confirmed yet, to be ticked with a thumb after a call or a visit. */
function ask_who_confirmed(frm) {
	const open = frm.doc.rows.filter((row) => row.producer && !row.confirmed);
	if (!open.length) {
		frappe.show_alert({ message: __("All rows are confirmed."), indicator: "green" });
		return;
	}
	const field = {
		fieldname: "rows",
		fieldtype: "MultiCheck",
		label: __("Nothing has changed at"),
		options: open.map((row) => ({ label: described(row), value: row.name })),
		select_all: true,
		columns: 1,
	};
	frappe.prompt(field, ({ rows }) => confirm_rows(frm, rows), __("Confirm Producers"), __("Confirm"));
}

function described(row) {
	const name = frappe.utils.get_link_title("Producer", row.producer) || row.producer;
	const amount = row.area_or_stock ? ` ${row.area_or_stock}${row.unit || ""}` : "";
	return frappe.utils.escape_html(`${name} · ${row.product}${amount}`);
}

function confirm_rows(frm, names) {
	frm.doc.rows
		.filter((row) => names.includes(row.name))
		.forEach((row) => frappe.model.set_value(row.doctype, row.name, "confirmed", 1));
	frm.refresh_field("rows");
}

async function fill(frm) {
	const { village, year, quarter } = frm.doc;
	if (!village || !year || !quarter) {
		frappe.msgprint(__("Choose village, year and quarter first."));
		return;
	}
	const rows = await nongan.ask("nongan_supervision.api.quarterly_update_rows", { village, year, quarter });
	const known = new Set((frm.doc.rows || []).map((row) => key_of(row)));
	const missing = rows.filter((row) => !known.has(key_of(row)));
	frm.set_value(
		"rows",
		(frm.doc.rows || []).filter((row) => row.producer)
	);
	missing.forEach((row) => frm.add_child("rows", row));
	frm.refresh_field("rows");
	show_progress(frm);
	frappe.show_alert({
		message: missing.length
			? __("{0} rows were added. Confirm each after asking the producer.", [missing.length])
			: __("There is nothing to add: every known product stands in a row."),
		indicator: missing.length ? "green" : "blue",
	});
}

function key_of(row) {
	return JSON.stringify([row.producer, row.product]);
}

/** One question to the server for a burst of changes. */
const show_progress_soon = frappe.utils.debounce(show_progress, 300);

/** "12 of 15 producers confirmed", and who is missing. */
async function show_progress(frm) {
	const { village, year, quarter, docstatus, rows } = frm.doc;
	if (docstatus !== 0 || !village || !year || !quarter || !frm.perm[0].write) return;
	const told = (rows || []).map(({ producer, confirmed }) => ({ producer, confirmed }));
	const state = await frappe.xcall("nongan_supervision.api.quarterly_update_state", {
		village,
		year,
		quarter,
		rows: told,
	});
	const text = __("{0} update: {1} of {2} producers confirmed", [
		__(quarter, null, "Quarterly Production Update"),
		state.confirmed,
		state.expected,
	]);
	frm.set_intro();
	const lines = [text, __("due on {0}", [frappe.datetime.str_to_user(state.due_on)])];
	if (state.missing.length) lines.push(__("not in a row yet: {0}", [shortened(state.missing)]));
	frm.set_intro(
		frappe.utils.escape_html(lines.join(" · ")),
		state.confirmed === state.expected ? "green" : "blue"
	);
}

function shortened(names) {
	const shown = names.slice(0, 5).join("、");
	return names.length > 5 ? __("{0} and {1} more", [shown, names.length - 5]) : shown;
}
