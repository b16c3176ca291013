// Style sheets, which may be written in Sass; and their mirror images for languages written from right to left.

import path from "node:path";
import { compileSass } from "../lib/sass.mjs";

/** @returns {{asWritten: object, mirrored: object}} two esbuild plugins, which share what Sass has made */
export function styleSheets(desk) {
	const sheets = new Map();
	const read = (file) => {
		if (!sheets.has(file)) sheets.set(file, sheet(file, desk));
		return sheets.get(file);
	};
	return {
		asWritten: plugin("style-sheets", read),
		// Comments in the sources tell what not to mirror: hence here, while they are there, and not at the end.
		mirrored: plugin("mirrored-style-sheets", (file) => desk.rtlcss.process(read(file))),
	};
}

function sheet(file, desk) {
	const text = desk.sources.read(file);
	return file.endsWith(".scss") ? compileSass(text, file, desk) : text;
}

function plugin(name, read) {
	return {
		name,
		setup(build) {
			build.onLoad({ filter: /\.s?css$/ }, ({ path: file }) => ({
				contents: read(file),
				loader: "css",
				resolveDir: path.dirname(file),
			}));
		},
	};
}
