frappe.provide("nongan.print");

/** What the printed pages of reports have in common: their templates call these. */
Object.assign(nongan.print, {
	text: (value) => frappe.utils.escape_html(String(value ?? "")),

	date: (value) => (value ? nongan.print.text(frappe.datetime.str_to_user(value)) : ""),

	amount: (value, unit) =>
		value ? nongan.print.text(format_number(value, null, value % 1 ? 2 : 0) + (unit || "")) : "",
});

const STYLE = `<style>
	.nongan-ledger h2 { text-align: center; margin-bottom: 4px; }
	.nongan-ledger .of { display: flex; justify-content: space-between; margin-bottom: 8px; }
	.nongan-ledger table { width: 100%; border-collapse: collapse; font-size: 11px; }
	.nongan-ledger th, .nongan-ledger td { border: 1px solid #333 !important; padding: 4px 5px !important; vertical-align: middle; }
	.nongan-ledger th { text-align: center; color: #000 !important; }
	.nongan-ledger td.centred { text-align: center; white-space: nowrap; }
	.nongan-ledger thead { display: table-header-group; }
	.nongan-ledger tr { page-break-inside: avoid; }
	.nongan-ledger .signature { margin-top: 28px; display: flex; justify-content: space-around; }
</style>`;

/**
 * A table with a heading, as an office files it.
 *
 * @param {Object} page
 * @param {string} page.title
 * @param {Array<string>} page.of - what it is of: HTML, side by side below the title
 * @param {Array<Array>} page.columns - heading, what makes a cell's HTML of a row and its index, and the cell's class
 * @param {Array<Object>} page.rows
 * @param {Array<string>} [page.signatures] - who signs below the table
 * @returns {string} HTML
 */
nongan.printed_table = function ({ title, of, columns, rows, signatures = [] }) {
	const { text } = nongan.print;
	const head = columns.map(([heading]) => `<th>${text(heading)}</th>`).join("");
	const cells = (row, index) =>
		columns.map(([, cell, kind = ""]) => `<td class="${kind}">${cell(row, index)}</td>`).join("");
	const lines = rows.map((row, index) => `<tr>${cells(row, index)}</tr>`).join("");
	const signed = signatures.map((who) => `<span>${text(who)}: ________________</span>`).join("");
	return `${STYLE}<div class="nongan-ledger">
		<h2>${text(title)}</h2>
		<div class="of">${of.map((part) => `<span>${part}</span>`).join("")}</div>
		<table><thead><tr>${head}</tr></thead><tbody>${lines}</tbody></table>
		${signed ? `<div class="signature">${signed}</div>` : ""}
	</div>`;
};
