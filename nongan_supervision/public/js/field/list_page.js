// The first page: what there is to do, what is late first.

import { h } from "./dom.js";
import { dueOf, isLate } from "./parts.js";
import { state } from "./state.js";
import { t } from "./texts.js";

export function listPage() {
	const open = state.tasks.filter((task) => task.workflow_state !== "Rectifying");
	const rectifying = state.tasks.filter((task) => task.workflow_state === "Rectifying");
	const now = open.filter((task) => (task.planned_on || "") <= state.today || state.drafts[task.name]);
	const later = open.filter((task) => !now.includes(task));
	return [
		group(t("to_do"), now, state.today ? t("nothing_to_do") : t("loading")),
		rectifying.length ? group(t("to_rectify"), rectifying) : null,
		later.length ? group(t("later"), later) : null,
		state.done.length ? doneGroup() : null,
	];
}

function group(title, tasks, nothing) {
	return h(
		"section",
		{},
		h("h2", {}, title, h("span.count", {}, ` ${tasks.length}`)),
		tasks.length ? h("ul", {}, tasks.map(card)) : h("p.card.faint", {}, nothing)
	);
}

function card(task) {
	const due = dueOf(task);
	const [label, look] = standing(task);
	return h(
		"li",
		{},
		h(
			`a.card.task${isLate(task) ? ".late" : ""}`,
			{ href: `#${encodeURIComponent(task.name)}`, "data-task": task.name },
			h("div.line", {}, h("strong", {}, task.title), label ? h(`span.badge${look}`, {}, label) : null),
			h("div.faint", {}, about(task)),
			h("div.faint", {}, due ? `${t("due_on")} ${due}` : `${t("planned_on")} ${task.planned_on || ""}`)
		)
	);
}

/** What the title of a task leaves unsaid: it tells the village and the place already, unless somebody changed it. */
function about({ title, task_type_label, village, place }) {
	return [task_type_label, ...[village, place].filter((part) => !title.includes(part))]
		.filter(Boolean)
		.join(" · ");
}

/** How a task stands on this phone: its badge. */
function standing(task) {
	const draft = state.drafts[task.name];
	if (draft?.status === "queued") return [t("waits_to_be_sent"), ".wait"];
	if (draft?.status === "conflict") return [t("conflict"), ".stop"];
	if (draft?.status === "refused") return [t("refused"), ".stop"];
	if (draft) return [t("in_progress"), ""];
	if (isLate(task)) return [t("overdue"), ".stop"];
	if (task.workflow_state === "In Progress") return [t("in_progress"), ""];
	return [task.unannounced ? t("unannounced") : "", ".wait"];
}

function doneGroup() {
	const rows = state.done.map((task) =>
		h(
			"li",
			{},
			h("div.line", {}, h("span", {}, task.title), h("span.badge", {}, t("sent"))),
			task.message ? h("div.faint", {}, task.message) : null
		)
	);
	return h("section", {}, h("h2", {}, t("sent_from_here")), h("ul.card.rows", {}, rows));
}
