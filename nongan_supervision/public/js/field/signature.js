// A place to sign in with a finger.

import { h } from "./dom.js";

/**
 * @param {string} signed - a data URI to begin with
 * @param {function(string)} changed - is given the drawing after each stroke, "" when it is wiped out
 * @returns {{element: HTMLCanvasElement, wipe: function()}}
 */
export function signaturePad(signed, changed, label) {
	const canvas = h("canvas.signature", {
		width: 640,
		height: 240,
		role: "img",
		"aria-label": label,
		tabindex: 0,
	});
	const draw = canvas.getContext("2d");
	draw.lineWidth = 4;
	draw.lineCap = draw.lineJoin = "round";
	let drawing = false;

	const at = (event) => {
		const box = canvas.getBoundingClientRect();
		return [
			((event.clientX - box.left) * canvas.width) / box.width,
			((event.clientY - box.top) * canvas.height) / box.height,
		];
	};
	const end = () => {
		if (!drawing) return;
		drawing = false;
		changed(canvas.toDataURL("image/png"));
	};
	canvas.addEventListener("pointerdown", (event) => {
		drawing = true;
		canvas.setPointerCapture(event.pointerId);
		draw.beginPath();
		draw.moveTo(...at(event));
	});
	canvas.addEventListener("pointermove", (event) => {
		if (!drawing) return;
		draw.lineTo(...at(event));
		draw.stroke();
	});
	canvas.addEventListener("pointerup", end);
	canvas.addEventListener("pointercancel", end);

	if (signed) {
		const image = new window.Image();
		image.onload = () => draw.drawImage(image, 0, 0);
		image.src = signed;
	}
	const wipe = () => {
		draw.clearRect(0, 0, canvas.width, canvas.height);
		changed("");
	};
	return { element: canvas, wipe };
}
