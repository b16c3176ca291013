/** The work of today: what waits for the user, soonest first, as a block of a workspace and on the page of a town. */
import { escaped } from "./escaped";

frappe.provide("nongan.agenda");

const METHOD = "nongan_supervision.api.my_agenda";
/** How many entries are shown before the rest is folded away. */
const SHOWN = 8;

const STYLE = `
	.nongan-agenda { font-size: var(--text-base, 14px); color: var(--text-color); }
	.nongan-agenda h3 { font-size: var(--text-lg, 16px); font-weight: 600; margin: 0 0 8px; color: var(--heading-color); }
	.nongan-agenda .agenda-counts { display: flex; flex-wrap: wrap; gap: 6px; margin-bottom: 8px; }
	.nongan-agenda .agenda-count { padding: 2px 10px; border-radius: 999px; background: var(--control-bg, #f3f3f3); }
	.nongan-agenda .agenda-count.is-late { background: #fbe4e2; color: #a1231a; font-weight: 600; }
	.nongan-agenda ul { list-style: none; margin: 0; padding: 0; }
	.nongan-agenda li { border-top: 1px solid var(--border-color, #e2e2e2); }
	.nongan-agenda li a { display: flex; gap: 4px 12px; align-items: baseline; flex-wrap: wrap; padding: 9px 2px;
		color: inherit; text-decoration: none; min-height: 40px; }
	.nongan-agenda li a:hover, .nongan-agenda li a:focus-visible { background: var(--fg-hover-color, #f7f7f7); }
	.nongan-agenda .agenda-what { font-weight: 600; flex: none; }
	.nongan-agenda .agenda-title { flex: 1 1 160px; min-width: 0; overflow-wrap: anywhere; }
	.nongan-agenda .agenda-due { flex: none; color: var(--text-muted, #6b6b6b); }
	.nongan-agenda .is-late .agenda-due, .nongan-agenda .is-late .agenda-what { color: #a1231a; font-weight: 600; }
	.nongan-agenda .is-today .agenda-due { color: #8a5300; font-weight: 600; }
	.nongan-agenda details summary { cursor: pointer; padding: 9px 2px; color: var(--text-muted, #6b6b6b); }
	.nongan-agenda .agenda-left-out { margin: 0; padding: 9px 2px; border-top: 1px solid var(--border-color, #e2e2e2);
		color: var(--text-muted, #6b6b6b); }
	.nongan-agenda .agenda-nothing { margin: 0; color: var(--text-muted, #6b6b6b); }
	[data-theme="dark"] .nongan-agenda .is-late .agenda-due { color: #ff9d94; }
`;

const blocks = new Set();

/**
 * Draw the work of today, and draw it again whenever the user comes back to it.
 *
 * @param {HTMLElement} element - where, also within a shadow
 */
nongan.agenda.show = async function (element) {
	blocks.add(element);
	element.addEventListener("click", nongan.follow_link);
	await draw(element);
};

/**
 * The work of today as HTML, with its style.
 *
 * @param {object} agenda - the answer of my_agenda
 * @returns {string}
 */
nongan.agenda.html = function ({ counts, entries, with_others: others = [] }) {
	const body = entries.length
		? list(entries, counts.own)
		: `<p class="agenda-nothing">${__("Nothing waits for you: nothing is overdue, due today or soon.")}</p>`;
	return `<style>${STYLE}</style><h3>${__("Work of Today")}</h3>${chips(counts)}${body}${folded(
		__("Overdue with others: {0}", [counts.with_others]),
		others,
		left_out(others, counts.with_others)
	)}`;
};

/**
 * Follow a link as the Desk does, from where its own handler doesn't see it: a shadow, or a drawing.
 *
 * @param {Event} event - a click
 */
nongan.follow_link = function (event) {
	const link = event.target.closest("a[href]");
	if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
	const url = new URL(link.getAttribute("href"), window.location.href);
	if (!/^\/(app|desk)(\/|$)/.test(url.pathname) || url.origin !== window.location.origin) return;
	event.preventDefault();
	event.stopPropagation();
	if (url.search) frappe.route_options = Object.fromEntries(url.searchParams);
	frappe.set_route(url.pathname);
};

async function draw(element) {
	try {
		const agenda = await nongan.ask(METHOD);
		element.innerHTML = nongan.agenda.html(agenda);
	} catch {
		// offline or signed out: the Desk has said so, and the last list stays
	}
}

function chips(counts) {
	const labels = [
		[__("Overdue: {0}", [counts.overdue]), counts.overdue, "is-late"],
		[__("Due today: {0}", [counts.due_today]), counts.due_today, ""],
		[__("Soon: {0}", [counts.soon]), counts.soon, ""],
		[__("Waiting for my decision: {0}", [counts.waiting]), counts.waiting, ""],
	].filter(([, count]) => count);
	if (!labels.length) return "";
	const drawn = labels.map(
		([text, , kind]) => `<span class="agenda-count ${kind}">${escaped(text)}</span>`
	);
	return `<div class="agenda-counts">${drawn.join("")}</div>`;
}

function list(entries, total) {
	return `<ul>${entries.slice(0, SHOWN).map(item).join("")}</ul>${folded(
		__("{0} more", [total - SHOWN]),
		entries.slice(SHOWN),
		left_out(entries, total)
	)}`;
}

function folded(summary, entries, note) {
	if (!entries.length) return "";
	const rows = entries.map(item).join("");
	return `<details><summary>${escaped(summary)}</summary><ul>${rows}</ul>${note}</details>`;
}

/** The server sends the first entries only: where there are others, they are spoken of. */
function left_out(entries, total) {
	if (entries.length >= total) return "";
	const text = __(
		"Only the first {0} are listed here, soonest first. The others move up as these are done; lists and reports have all.",
		[entries.length]
	);
	return `<p class="agenda-left-out">${text}</p>`;
}

function item(entry) {
	const kind = entry.is_overdue ? "is-late" : entry.is_due_today ? "is-today" : "";
	const due = entry.due ? [frappe.datetime.str_to_user(entry.due), entry.remaining] : [entry.kind_label];
	return `<li class="${kind}"><a href="${escaped(entry.url)}">
		<span class="agenda-what">${escaped(entry.what_label)}</span>
		<span class="agenda-title">${escaped(entry.title)}</span>
		<span class="agenda-due">${[entry.late_label, ...due].filter(Boolean).map(escaped).join(" · ")}</span></a></li>`;
}

/** Back on a workspace, what was done meanwhile is no longer there. */
$(document).on("startup", () => {
	frappe.router.on("change", () => {
		for (const element of blocks) {
			if (!element.isConnected) blocks.delete(element);
			else if (element.getRootNode().host?.offsetParent) draw(element);
		}
	});
});
