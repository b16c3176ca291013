/** The checklist: how many items are in each state, and a bar for each against its target, what is behind first. */
import { COLOURS, escaped, figure, nothing, report_address, state_counts, state_pill } from "./dom";

const OPEN_STATES = ["Overdue", "Behind"];
const BAR = 100;

/** @returns {string} HTML of the items */
export function checklist(part, { town, year }) {
	if (!part) {
		return nothing(
			__(
				"There is no responsibility checklist for this year and town. Carry one over, or choose another year."
			)
		);
	}
	const address = report_address("Responsibility Checklist Progress", { town, year });
	const behind = part.items.filter((item) => OPEN_STATES.includes(item.state));
	const others = part.items.filter((item) => !OPEN_STATES.includes(item.state));
	const first = behind.length ? items(behind, address) : nothing(__("No item is behind."));
	const rest = others.length
		? `<details><summary>${__("{0} other items", [others.length])}</summary>${items(others, address)}</details>`
		: "";
	return `<div class="overview-counts">${state_counts(part.states)}</div>${first}${rest}`;
}

function items(rows, address) {
	return `<ul class="overview-items">${rows.map((row) => item(row, address)).join("")}</ul>`;
}

function item(row, address) {
	const target = row.target == null ? "" : ` / ${escaped(row.comparison_label)} ${figure(row.target)}`;
	const figures =
		row.actual == null ? escaped(row.note) : `${figure(row.actual)}${target} ${escaped(row.unit)}`;
	return `<li><a href="${escaped(address)}">
		<span class="overview-item-head"><span><b>${escaped(row.item_no)}</b> ${escaped(row.requirement)}</span>
			${state_pill(row)}</span>
		${bar(row)}<span class="text-muted small">${figures}</span></a></li>`;
}

/** How much of the target is reached; a mark where a steady pace would be by now. */
function bar(row) {
	if (row.percent == null) return "";
	const width = Math.min(Math.max(row.percent, 0), BAR);
	const mark = row.expected == null ? "" : `<i style="left: ${Math.min(row.expected, BAR)}%"></i>`;
	const colour = COLOURS[row.colour] || COLOURS.gray;
	const said =
		row.expected == null
			? __("{0}% of the target", [figure(row.percent)])
			: __("{0}% of the target; a steady pace would be at {1}%", [
					figure(row.percent),
					figure(row.expected),
				]);
	return `<span class="overview-bar" role="img" aria-label="${escaped(said)}" title="${escaped(said)}">
		<span style="width: ${width}%; background: ${colour}"></span>${mark}</span>`;
}
