// Files that pages fetch as they are.

import { existsSync } from "node:fs";
import fs from "node:fs/promises";
import path from "node:path";

// What the framework's scripts load at run time from /assets/frappe/node_modules, rather than bundle.
const PACKAGE_FILES = [
	"ace-builds/src-min-noconflict", // the code editor
	"frappe-gantt/dist/frappe-gantt.css", // the Gantt view
	"frappe-gantt/dist/frappe-gantt.min.js",
	"html5-qrcode/html5-qrcode.min.js", // the barcode scanner
	"js-sha256/build/sha256.min.js", // raw printing
	"photoswipe/src/photoswipe.css", // the image view
	"qz-tray/qz-tray.js", // raw printing
];

// In developer mode the code editor is asked for under the name of its unminified build.
const PACKAGE_ALIASES = { "ace-builds/src-noconflict": "src-min-noconflict" };

// Files that the framework refers to but lacks, and what stands in for them: its logo, in hooks.py.
const STAND_INS = { "images/frappe-logo.svg": "images/frappe-framework-logo.svg" };

/** Copy each app's public folder, and what pages want besides, into the assets folder `folder`. */
export async function copyStaticFiles({ apps, framework, nodeModules }, folder) {
	for (const app of apps) await copyPublicFolder(app, path.join(folder, app.name));
	const assets = path.join(folder, framework.name);
	for (const [missing, standIn] of Object.entries(STAND_INS)) {
		if (!existsSync(path.join(assets, missing))) {
			await fs.copyFile(path.join(assets, standIn), path.join(assets, missing));
		}
	}
	await copyPackageFiles(nodeModules, path.join(assets, "node_modules"));
}

async function copyPublicFolder({ publicFolder }, target) {
	await fs.mkdir(target, { recursive: true });
	if (existsSync(publicFolder)) await fs.cp(publicFolder, target, { recursive: true });
}

async function copyPackageFiles(nodeModules, target) {
	for (const name of PACKAGE_FILES) {
		await fs.cp(path.join(nodeModules, name), path.join(target, name), { recursive: true });
	}
	for (const [alias, name] of Object.entries(PACKAGE_ALIASES)) {
		await fs.symlink(name, path.join(target, alias));
	}
}
