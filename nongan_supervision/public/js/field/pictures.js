// A photo from the camera: scaled down, stamped with when and where, and kept on the phone until it is sent.

import { moment, newKey } from "./dom.js";
import { readExif } from "./exif.js";
import { described, lastKnown } from "./places.js";
import { t } from "./texts.js";

const LONGEST_SIDE = 1600;
const QUALITY = 0.8;

/**
 * Make of a chosen file what is kept and sent.
 *
 * @throws {Error} with a message for people, when the browser cannot show the file
 */
export async function prepare(file, task, item, stage) {
	const original = await file.arrayBuffer();
	const told = readExif(original);
	const position = "latitude" in told ? told : lastKnown();
	const taken = told.taken_at || new Date();
	const bytes = await drawn(file, [`${moment(taken)}  ${task}`, described(position) || t("no_position")]);
	return {
		photo_key: newKey(),
		task,
		item,
		stage,
		bytes,
		taken_at: taken.toISOString(),
		latitude: position?.latitude,
		longitude: position?.longitude,
	};
}

async function drawn(file, lines) {
	const picture = await window
		.createImageBitmap(file, { imageOrientation: "from-image" })
		.catch(() => null);
	if (!picture) throw new Error(/heic|heif/i.test(file.type + file.name) ? t("heic") : t("no_photo"));
	const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
	const canvas = document.createElement("canvas");
	canvas.width = Math.max(1, Math.round(picture.width * scale));
	canvas.height = Math.max(1, Math.round(picture.height * scale));
	const draw = canvas.getContext("2d");
	draw.fillStyle = "#fff";
	draw.fillRect(0, 0, canvas.width, canvas.height);
	draw.drawImage(picture, 0, 0, canvas.width, canvas.height);
	picture.close();
	stamp(draw, canvas, lines);
	const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
	if (!blob) throw new Error(t("no_photo"));
	return blob.arrayBuffer();
}

function stamp(draw, { width, height }, lines) {
	const size = Math.max(12, Math.round(width / 38));
	const line = Math.round(size * 1.4);
	const strip = line * lines.length + size;
	draw.fillStyle = "rgb(0 0 0 / 55%)";
	draw.fillRect(0, height - strip, width, strip);
	draw.fillStyle = "#fff";
	draw.font = `${size}px system-ui, sans-serif`;
	draw.textBaseline = "middle";
	lines.forEach((text, number) =>
		draw.fillText(text, size, height - strip + size / 2 + line * (number + 0.5), width - 2 * size)
	);
}

/** The address by which a page shows a kept photo. */
export const shown = (photo) => URL.createObjectURL(new window.Blob([photo.bytes], { type: "image/jpeg" }));
