// A task on the spot: item by item, photos, conclusion, signature. What is touched is kept at once.

import { conclusionPart, showPosition } from "./conclusion_part.js";
import { h } from "./dom.js";
import { facts, photoStrip } from "./parts.js";
import { RECTIFICATION, RESULTS, begin, findPosition, save, state, submit } from "./state.js";
import * as store from "./store.js";
import { list, t } from "./texts.js";
import { reviewPage, waitingPage } from "./review_page.js";

const LOOKS = { Conforms: "go", "Does Not Conform": "stop", "Not Applicable": "none" };
const RESULT_TEXTS = {
	Conforms: "conforms",
	"Does Not Conform": "does_not_conform",
	"Not Applicable": "not_applicable",
};

/**
 * @param {object} task
 * @param {{again: function(), sync: function()}} page - show the page anew; send what waits
 */
export function taskPage(task, page) {
	const draft = state.drafts[task.name];
	if (!draft) return [head(task), preview(task, page)];
	if (draft.status === "queued") return [head(task), waitingPage(draft, page)];
	if (draft.status === "conflict") return [head(task), reviewPage(draft, page)];
	const parts = draft.kind === RECTIFICATION ? reportForm(draft, page) : findingsForm(draft, page);
	const refusal =
		draft.status === "refused"
			? h("p.error", { role: "alert" }, t("refused"), "\n", draft.message)
			: null;
	return [head(task), refusal, ...parts];
}

function head(task) {
	return h(
		"section.card",
		{},
		h("div.faint", {}, `${task.task_type_label || ""} ${task.name}`),
		h("h1", {}, task.title),
		facts(task)
	);
}

function preview(task, page) {
	const rectifying = task.workflow_state === "Rectifying";
	const label = rectifying ? "begin_report" : task.workflow_state === "In Progress" ? "go_on" : "begin";
	const items = task.items.map((item) =>
		h(
			"li",
			{},
			h("strong", {}, item.item),
			item.requirement ? h("div.faint", {}, item.requirement) : null
		)
	);
	return h(
		"section.card",
		{},
		rectifying ? requirement(task) : h("ul.rows", {}, items),
		task.unannounced && task.workflow_state === "Planned"
			? h("p.faint", {}, t("unannounced_hint"))
			: null,
		h(
			"button.button",
			{
				type: "button",
				click: async () => {
					await begin(task);
					page.again();
					page.sync();
					await findPosition(state.drafts[task.name]);
					showPosition();
				},
			},
			t(label)
		)
	);
}

function findingsForm(draft, page) {
	const task = draft.known;
	const progress = h("div.progress", { role: "status" });
	const update = () => {
		const answered = task.items.filter((item) => draft.answers[item.name]?.result).length;
		progress.textContent = t("progress", answered, task.items.length);
		progress.style.setProperty("--done", task.items.length ? answered / task.items.length : 1);
	};
	update();
	const changed = () => {
		update();
		save(draft);
	};
	return [
		progress,
		...task.items.map((item, number) => itemCard(draft, item, number, changed)),
		h("section.card", {}, h("h2", {}, t("other_photos")), photoStrip(draft, null, update)),
		conclusionPart(draft, changed),
		submitButton(draft, page, () => missingFindings(draft)),
	];
}

/** What is usually found: of the item where its template says it, else of any. */
function phrasesFor(item) {
	const own = item.usual_findings?.length ? item.usual_findings : list("phrases");
	return [...own, ...list("phrases_of_all_items")];
}

function itemCard(draft, item, number, changed) {
	const answer = (draft.answers[item.name] ??= { result: "", finding: "" });
	const finding = h("textarea", {
		rows: 2,
		maxlength: 2000,
		"aria-label": t("finding"),
		placeholder: t("finding"),
		input: () => {
			answer.finding = finding.value;
			changed();
		},
	});
	finding.value = answer.finding;
	const phrases = h(
		"div.phrases",
		{},
		phrasesFor(item).map((phrase) =>
			h(
				"button",
				{
					type: "button",
					click: () => {
						finding.value = [finding.value.trim(), phrase].filter(Boolean).join(t("semicolon"));
						answer.finding = finding.value;
						changed();
					},
				},
				phrase
			)
		)
	);
	const details = h("div.details", {}, phrases, finding);
	const show = () => (phrases.hidden = answer.result !== "Does Not Conform");
	const buttons = RESULTS.map((result) => {
		const button = h(
			`button.result.${LOOKS[result]}`,
			{
				type: "button",
				"aria-pressed": String(answer.result === result),
				click: () => {
					answer.result = result;
					for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
					show();
					changed();
				},
			},
			t(RESULT_TEXTS[result])
		);
		return button;
	});
	show();
	return h(
		"section.card.item",
		{ "data-item": item.name },
		h(
			"h2",
			{},
			`${number + 1}. ${item.item}`,
			item.photo_required ? h("span.badge.wait", {}, t("photo_required")) : null
		),
		item.requirement ? h("p.faint", {}, item.requirement) : null,
		h("div.results", { role: "group", "aria-label": item.item }, buttons),
		details,
		photoStrip(draft, item, changed)
	);
}

const requirement = (task) =>
	h(
		"div",
		{},
		h("h2", {}, t("rectification_requirement")),
		h("p", {}, task.rectification_requirement || ""),
		h(
			"ul.rows",
			{},
			task.items
				.filter((item) => item.result === "Does Not Conform")
				.map((item) =>
					h("li", {}, h("strong", {}, item.item), h("div.faint", {}, item.finding || ""))
				)
		)
	);

function reportForm(draft, page) {
	const text = h("textarea", {
		rows: 5,
		maxlength: 2000,
		name: "rectification_report",
		input: () => {
			draft.report = text.value;
			save(draft);
		},
	});
	text.value = draft.report;
	return [
		h("section.card", {}, requirement(draft.known)),
		h(
			"section.card",
			{},
			h("label", {}, t("rectification_report"), text),
			photoStrip(draft, null, () => {})
		),
		submitButton(draft, page, () => (draft.report.trim() ? null : [t("report_missing"), text])),
	];
}

function submitButton(draft, page, missing) {
	const problem = h("p.error", { role: "alert", hidden: true });
	const forget = () => (problem.hidden = true);
	/** Says what is missing where it is missing, until somebody does something about it. */
	const say = (text, place = button) => {
		problem.textContent = text;
		problem.hidden = false;
		if (place === button) button.before(problem);
		else if (place.matches(".item")) place.append(problem);
		else place.after(problem);
		for (const kind of ["input", "click"]) place.addEventListener(kind, forget, { once: true });
		problem.scrollIntoView({ block: "center" });
	};
	const button = h(
		"button.button.submit",
		{
			type: "button",
			click: async () => {
				const found = await missing();
				if (found) return say(...found);
				button.disabled = true;
				await submit(draft);
				page.again();
				page.sync();
			},
		},
		t("submit")
	);
	return h("section", {}, problem, button);
}

/** What has to be filled in yet: the words, and where. */
async function missingFindings(draft) {
	const withPhoto = new Set((await store.photosOf(draft.task)).map((photo) => photo.item));
	for (const [number, item] of draft.known.items.entries()) {
		const answer = draft.answers[item.name] ?? {};
		const card = document.querySelector(`[data-item="${item.name}"]`);
		if (!answer.result) return [t("result_missing", number + 1, item.item), card];
		if (answer.result === "Does Not Conform" && !answer.finding.trim())
			return [t("finding_missing", number + 1, item.item), card];
		const needsPhoto = item.photo_required && answer.result !== "Not Applicable";
		if (needsPhoto && !item.has_photo && !withPhoto.has(item.name))
			return [t("photo_missing", number + 1, item.item), card];
	}
	if (!draft.conclusion.trim())
		return [t("conclusion_missing"), document.querySelector("[name=conclusion]")];
	if (draft.known.needs_operation_result && !draft.operation_result.trim())
		return [t("operation_result_missing")];
	if (draft.known.needs_signature && !draft.signature && !draft.signature_refused)
		return [t("signature_missing"), document.querySelector(".signature")];
	return null;
}
