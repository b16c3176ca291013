// The end of an inspection: what it comes to, who was there, their signature, and where it was.

import { h } from "./dom.js";
import { described } from "./places.js";
import { signaturePad } from "./signature.js";
import { findPosition } from "./state.js";
import { list, t } from "./texts.js";

const POSITION_FOUND = "field-position";

/** Let the page that is open show the position that its draft has now. */
export function showPosition() {
	document.dispatchEvent(new window.Event(POSITION_FOUND));
}

export function conclusionPart(draft, changed) {
	const field = (name, element) => {
		element.value = draft[name];
		element.addEventListener("input", () => {
			draft[name] = element.value;
			changed();
		});
		return element;
	};
	const phrases = h("div.phrases");
	const text = field("conclusion", h("textarea", { rows: 3, maxlength: 2000, name: "conclusion" }));
	for (const phrase of list("conclusions"))
		phrases.append(
			h(
				"button",
				{
					type: "button",
					click: () => {
						text.value = draft.conclusion = phrase;
						changed();
					},
				},
				phrase
			)
		);
	const keepSignature = (drawn) => {
		draft.signature = drawn;
		changed();
	};
	const pad = signaturePad(draft.signature, keepSignature, t("signature"));
	const refused = h("input", {
		type: "checkbox",
		name: "signature_refused",
		change: () => {
			draft.signature_refused = refused.checked;
			changed();
		},
	});
	refused.checked = draft.signature_refused;
	return h(
		"section.card",
		{},
		h("h2", {}, t("conclusion")),
		phrases,
		h("label", {}, t("conclusion"), text),
		draft.known.needs_operation_result
			? h(
					"label",
					{},
					t("operation_result"),
					field("operation_result", h("textarea", { rows: 3, maxlength: 2000 }))
				)
			: null,
		h(
			"label",
			{},
			t("inspected_person"),
			field(
				"inspected_person",
				h("input", { maxlength: 140, autocomplete: "off", name: "inspected_person" })
			)
		),
		h("div.label", {}, t("signature")),
		pad.element,
		h("button.button.small", { type: "button", click: pad.wipe }, t("sign_again")),
		h("label.check", {}, refused, h("span", {}, t("signature_refused"))),
		positionLine(draft)
	);
}

function positionLine(draft) {
	const text = h("span.faint", {}, described(draft.position) || t("no_position"));
	const button = h(
		"button.button.small",
		{
			type: "button",
			click: async () => {
				text.textContent = t("locating");
				text.textContent = described(await findPosition(draft)) || t("position_refused");
			},
		},
		t("locate")
	);
	const show = () => (text.textContent = described(draft.position) || t("no_position"));
	document.addEventListener(POSITION_FOUND, show, { once: true });
	return h("div.line.position", {}, text, button);
}
