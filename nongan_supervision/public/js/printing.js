import { escaped } from "./escaped";

frappe.provide("nongan.print");

const FACE = `'Noto Sans CJK SC', 'Source Han Sans SC', 'Microsoft YaHei', 微软雅黑, SimSun, 宋体, sans-serif`;
const FOOT = `font-family: ${FACE}; font-size: 9pt; text-align: center`;

/** What the printed pages of reports have in common: their templates call these. */
Object.assign(nongan.print, {
	text: escaped,

	date: (value) => (value ? nongan.print.text(frappe.datetime.str_to_user(value)) : ""),

	/** A number with its thousands set off, as many decimals as the screen shows, and none that say nothing. */
	number: (value, most = decimals_of()) => {
		if (value === null || value === undefined || value === "") return "";
		const number = Number(value);
		if (Number.isNaN(number)) return nongan.print.text(value);
		const [, decimals = ""] = String(Number(number.toFixed(most))).split(".");
		return format_number(number, null, decimals.length);
	},

	/**
	 * How many cells one spans: neighbours of one name share theirs.
	 *
	 * @param {Array<string>} names - one after the other
	 * @returns {Array<number>} of the first of each run how long it is, of the others 0
	 */
	spans: (names) =>
		names.map((name, index) => {
			if (index && names[index - 1] === name) return 0;
			const beyond = names.findIndex((other, place) => place > index && other !== name);
			return (beyond < 0 ? names.length : beyond) - index;
		}),

	/** The letters of what is printed. */
	face: FACE,

	/** What stands at the foot of each page: its number, of how many. */
	foot: () => `<div id="footer-html" class="visible-pdf"><div style="${FOOT}">${page_number()}</div></div>`,

	/** Below a table: which of what it counts are of those documents alone that the user may see; nothing if none are. */
	of_a_part: (counted) => {
		const names = [...new Set(counted)].filter(Boolean).join("、");
		if (!names) return "";
		const said = __("{0}: of those documents alone that {1} may see.", [
			names,
			frappe.session.user_fullname,
		]);
		return `<div class="of-a-part">${nongan.print.text(__("Note: {0}", [said], "Print"))}</div>`;
	},

	/** The same, of documents: those of which the user sees a part of the town's alone. */
	of_documents: (doctypes) => {
		const seen_in_part = (doctype) => frappe.boot.nongan_seen_in_part?.includes(doctype);
		return nongan.print.of_a_part(doctypes.filter(seen_in_part).map((doctype) => __(doctype)));
	},

	amount: (value, unit) =>
		value ? nongan.print.text(format_number(value, null, value % 1 ? 2 : 0) + (unit || "")) : "",
});

const WIDE = 14;
/* columns: more of them are lettered smaller */

const STYLE = `<style>
	.nongan-ledger { color: #000; font-family: ${FACE}; }
	.nongan-ledger h2 { text-align: center; margin-bottom: 4px; }
	.nongan-ledger .of { display: flex; justify-content: space-between; margin-bottom: 8px; }
	.nongan-ledger table { width: 100%; border-collapse: collapse; font-size: 11px; }
	.nongan-ledger th, .nongan-ledger td { border: 1px solid #333 !important; padding: 4px 5px !important; vertical-align: middle !important; }
	.nongan-ledger th { text-align: center; color: #000 !important; }
	.nongan-ledger td.centred { text-align: center; white-space: nowrap; }
	.nongan-ledger thead { display: table-header-group; }
	.nongan-ledger tr { page-break-inside: avoid; }
	.nongan-ledger td.number { text-align: right; white-space: nowrap; }
	.nongan-ledger td.name { min-width: 4em; }
	.nongan-ledger tr.total td { font-weight: bold; }
	.nongan-ledger table.wide { font-size: 9px; }
	.nongan-ledger table.wide th, .nongan-ledger table.wide td { padding: 3px 2px !important; }
	.nongan-ledger .signature { margin-top: 28px; display: flex; justify-content: space-around; }
</style>`;

/**
 * A table with a heading, as an office files it.
 *
 * @param {Object} page
 * @param {string} page.title
 * @param {Array<string>} page.of - what it is of: HTML, side by side below the title
 * @param {Array<Array>} page.columns - heading, what makes a cell's HTML of a row and its index, the cell's class, and
 *     what stands above its heading and those of its neighbours alike
 * @param {Array<Object>} page.rows - sums have is_total
 * @param {Array<string>} [page.signatures] - who signs below the table
 * @param {Array<string>} [page.doctypes] - what it is of, unless that is what the report is of
 * @returns {string} HTML
 */
nongan.printed_table = function ({ title, of, columns, rows, signatures = [], doctypes = of_report() }) {
	const { text } = nongan.print;
	const cells = (row, index) =>
		columns.map(([, cell, kind = ""]) => `<td class="${kind}">${cell(row, index)}</td>`).join("");
	const line = (row, index) => `<tr class="${is_sum(row) ? "total" : ""}">${cells(row, index)}</tr>`;
	const wide = columns.length > WIDE ? "wide" : "";
	const signed = signatures.map((who) => `<span>${text(who)}: ________________</span>`).join("");
	return `${STYLE}<div class="nongan-ledger">
		<h2>${text(title)}</h2>
		<div class="of">${of.map((part) => `<span>${part}</span>`).join("")}</div>
		<table class="${wide}"><thead>${head(columns)}</thead><tbody>${rows.map(line).join("")}</tbody></table>
		${nongan.print.of_documents(doctypes)}
		${signed ? `<div class="signature">${signed}</div>` : ""}
		${nongan.print.foot()}
	</div>`;
};

function of_report() {
	return [frappe.query_report?.report_doc?.ref_doctype].filter(Boolean);
}

/** The row of headings, or two rows where some of them stand in groups. */
function head(columns) {
	const { text } = nongan.print;
	const row = (cells) => `<tr>${cells.join("")}</tr>`;
	if (!columns.some(([, , , group]) => group))
		return row(columns.map(([label]) => `<th>${text(label)}</th>`));
	const upper = [];
	const spans = nongan.print.spans(columns.map(([, , , group]) => group));
	columns.forEach(([label, , , group], index) => {
		if (!group) upper.push(`<th rowspan="2">${text(label)}</th>`);
		else if (spans[index]) upper.push(`<th colspan="${spans[index]}">${text(group)}</th>`);
	});
	const lower = columns.filter(([, , , group]) => group).map(([label]) => `<th>${text(label)}</th>`);
	return row(upper) + row(lower);
}

function is_sum(row) {
	return row.is_total || row.is_total_row;
}

function page_number() {
	return __("Page {0} of {1}", ['<span class="page"></span>', '<span class="topage"></span>'], "Paper");
}

/**
 * A report as an office prints it: its columns as they are on the screen, what was asked for, who made it and when.
 *
 * @param {Object} printed - what the framework hands a report's template: title, columns, data, filters, report
 * @param {Array<string>} [signatures] - who signs below the table
 * @param {Array<string>} [doctypes] - what it is of, unless that is what the report is of
 * @returns {string} HTML
 */
nongan.printed_report = function ({ title, columns, data, filters, report }, signatures = [], doctypes) {
	const { text, date } = nongan.print;
	const shown = columns.filter((column) => column.fieldname && !column.hidden);
	const asked = Object.entries(report.get_applied_filters?.(filters) ?? filters).filter(
		([, value]) => value
	);
	const words = ([label, value]) => `${text(label)}: ${text(filter_text(value))}`;
	const made = [frappe.session.user_fullname, frappe.datetime.str_to_user(frappe.datetime.now_date())];
	return nongan.printed_table({
		title,
		of: [asked.map(words).join("；"), `${__("Made by")}: ${made.map(text).join(" ")}`],
		columns: [
			[__("No."), (row, index) => (is_sum(row) ? "" : index + 1), "centred"],
			...shown.map((column, index) => [
				column.label,
				(row) => cell_text(row[column.fieldname], column),
				kind_of(column) || (index ? "" : "name"),
				column.group,
			]),
		],
		rows: data,
		signatures,
		doctypes,
	});

	function filter_text(value) {
		if (Array.isArray(value)) return value.map(filter_text).join("、");
		return /^\d{4}-\d{2}-\d{2}$/.test(value) ? date(value) : __(String(value));
	}
};

const NUMBERS = ["Int", "Float", "Currency", "Percent"];

function kind_of({ fieldtype }) {
	if (NUMBERS.includes(fieldtype)) return "number";
	return fieldtype === "Date" ? "centred" : "";
}

/** How many decimals the screen shows of numbers: as their column says, or else the settings of the system. */
function decimals_of(precision) {
	return cint(precision) || cint(frappe.boot.sysdefaults?.float_precision) || 3;
}

function cell_text(value, { fieldtype, fieldname, precision }) {
	const { text, date, number } = nongan.print;
	if (fieldtype === "Date" || fieldtype === "Datetime") return date(value);
	if (fieldtype === "Check") return value ? __("Yes") : __("No");
	if (/(^|_)year$/.test(fieldname) || !NUMBERS.includes(fieldtype)) return text(value);
	const figure = number(value, fieldtype === "Percent" ? 2 : decimals_of(precision));
	return figure && fieldtype === "Percent" ? `${figure}%` : figure;
}
