// What became of findings on their way: they wait, or somebody else was faster and both versions are shown.

import { h } from "./dom.js";
import { RECTIFICATION, discard, reopen } from "./state.js";
import { t } from "./texts.js";

const RESULT_TEXTS = {
	Conforms: "conforms",
	"Does Not Conform": "does_not_conform",
	"Not Applicable": "not_applicable",
};

export function waitingPage(draft, page) {
	return h(
		"section.card",
		{},
		h("h2", {}, t("waits_to_be_sent")),
		h("p", {}, t("waiting_hint")),
		h("button.button", { type: "button", click: page.sync }, t("try_now"))
	);
}

/** A conflict: mine beside theirs, and what can be done. */
export function reviewPage(draft, page) {
	const theirs = draft.theirs;
	const opens = draft.kind === RECTIFICATION ? ["Rectifying"] : ["Planned", "In Progress"];
	const canSendAgain = theirs && opens.includes(theirs.workflow_state);
	return h(
		"section.card.conflict",
		{},
		h("h2", {}, t("conflict")),
		h("p.error", { role: "alert" }, draft.message),
		theirs ? comparison(draft, theirs) : null,
		canSendAgain
			? h(
					"button.button",
					{
						type: "button",
						click: async () => {
							await reopen(draft);
							page.again();
						},
					},
					t("edit_mine")
				)
			: h("p.faint", {}, t("office_decides")),
		h(
			"button.button.plain",
			{
				type: "button",
				click: async () => {
					if (!window.confirm(t("keep_theirs_sure"))) return;
					await discard(draft);
					window.location.hash = "";
				},
			},
			t("keep_theirs")
		)
	);
}

function comparison(draft, theirs) {
	const said = ({ result, finding } = {}) =>
		[result && t(RESULT_TEXTS[result] ?? result), finding].filter(Boolean).join("：") || "–";
	const rows =
		draft.kind === RECTIFICATION
			? [[t("rectification_report"), draft.report, theirs.rectification_report]]
			: [
					...theirs.items.map((item) => [item.item, said(draft.answers[item.name]), said(item)]),
					[t("conclusion"), draft.conclusion, theirs.conclusion],
					[t("inspected_person"), draft.inspected_person, theirs.inspected_person],
				];
	return h(
		"table",
		{},
		h("thead", {}, h("tr", {}, h("th"), h("th", {}, t("mine")), h("th", {}, t("theirs")))),
		h(
			"tbody",
			{},
			rows.map(([label, mine, other]) =>
				h(
					`tr${(mine || "–") === (other || "–") ? "" : ".differs"}`,
					{},
					h("th", {}, label),
					h("td", {}, mine || "–"),
					h("td", {}, other || "–")
				)
			)
		)
	);
}
