/** Several towns side by side: their checklists by state, the pass rate of their monitoring, their certificates. */
import { escaped, figure } from "./dom";

const STATES = ["Overdue", "Behind", "On Track", "Achieved"];
const WARNING = ["Overdue", "Behind"];

/** @returns {string} HTML of the table's head, with a body to fill */
export function towns_table() {
	const headings = [
		__("Town"),
		...STATES.map((state) => __(state)),
		__("Routine Pass Rate"),
		__("Certificate Slips"),
	];
	const cells = headings.map((text) => `<th scope="col">${escaped(text)}</th>`).join("");
	return `<div class="overview-scroll"><table class="table table-sm"><thead><tr>${cells}</tr></thead>
		<tbody></tbody></table></div>
		<p class="overview-towns-failed text-muted hidden" role="alert">${__("The figures of the towns could not be had.")}</p>
		<button class="btn btn-default btn-sm overview-more-towns hidden">${__("More towns")}</button>`;
}

/** @returns {string} HTML of rows; a town's name opens its page */
export function town_rows(rows) {
	return rows.map(row_of).join("");
}

function row_of(row) {
	const states = row.states
		? STATES.map((state) => cell(row.states[state], WARNING.includes(state))).join("")
		: `<td colspan="${STATES.length}" class="text-muted">${__("no checklist")}</td>`;
	const rate = row.pass_rate == null ? "—" : `${figure(row.pass_rate)}%`;
	const address = frappe.router.make_url(["town-overview", row.town]);
	return `<tr><th scope="row"><a href="${escaped(address)}">${escaped(row.town)}</a></th>${states}
		<td title="${escaped(__("of {0} samples", [figure(row.tests)]))}">${rate}</td><td>${figure(row.slips)}</td></tr>`;
}

function cell(count, warns) {
	return `<td class="${warns && count ? "is-late" : ""}">${figure(count)}</td>`;
}
