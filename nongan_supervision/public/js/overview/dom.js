/** What all sections of the page are made of. */
import { escaped } from "../escaped";

export { escaped };

export const COLOURS = {
	red: "#c9372c",
	orange: "#b35c00",
	green: "#2f7d4f",
	blue: "#2d6cb5",
	gray: "#6b6b6b",
};

/** @returns {string} a number as people read it: thousands apart, at most one decimal */
export function figure(number) {
	return number == null ? "—" : Number(number).toLocaleString(undefined, { maximumFractionDigits: 1 });
}

/** @returns {string} a state as a word in its colour */
export function state_pill(row) {
	const style = `background: ${COLOURS[row.colour] || COLOURS.gray}`;
	return `<span class="overview-state" style="${style}">${escaped(row.label)}</span>`;
}

/** @returns {string} how many there are in each state */
export function state_counts(states) {
	return states
		.map((row) => `<span class="overview-count">${state_pill(row)} ${figure(row.count)}</span>`)
		.join("");
}

/** @returns {string} the address of a report with its filters, in this Desk */
export function report_address(report, filters) {
	const search = new URLSearchParams(Object.entries(filters).filter(([, value]) => value));
	return `${frappe.router.make_url(["query-report", report])}?${search}`;
}

/**
 * A section with its heading.
 *
 * @param {string} name - by which tests and styles know it
 * @param {string} heading
 * @param {string} body - HTML
 * @param {string} [more] - HTML beside the heading
 */
export function section(name, heading, body, more = "") {
	return `<section class="overview-section overview-${name}" aria-labelledby="overview-${name}">
		<h3 id="overview-${name}">${escaped(heading)}${more}</h3>${body}</section>`;
}

/** @returns {string} a figure with its label; with a warning in red; a link where an address or a list is given */
export function tile(label, number, { warns = false, address = "", list = null } = {}) {
	const inner = `<b class="${warns && number ? "is-late" : ""}">${figure(number)}</b><span>${escaped(label)}</span>`;
	if (address) return `<a class="overview-tile" href="${escaped(address)}">${inner}</a>`;
	if (!list) return `<div class="overview-tile">${inner}</div>`;
	const address_of_list = frappe.router.make_url([frappe.router.slug(list.doctype)]);
	return `<a class="overview-tile" href="${address_of_list}" data-list="${escaped(JSON.stringify(list))}">${inner}</a>`;
}

/** @returns {string} said where there is nothing to show */
export function nothing(text) {
	return `<p class="text-muted">${escaped(text)}</p>`;
}
