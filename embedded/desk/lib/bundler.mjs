// What the script and the style builds have in common.

import { createHash } from "node:crypto";
import fs from "node:fs/promises";
import path from "node:path";

// All of 2020 or 2021, so that a Chromium-based browser on Windows 7 will do.
const BROWSERS = ["chrome87", "edge88", "firefox78", "safari15"];

/**
 * The esbuild options for `bundles`.
 *
 * Outputs are kept in memory, as "/<placeOf(bundle)>". Imports may name a package, or a file by its app:
 * "frappe/public/css/…".
 */
export function bundlerOptions({ apps, nodeModules, production }, bundles, kind) {
	return {
		entryPoints: bundles.map((bundle) => ({
			in: bundle.source,
			out: placeOf(bundle, kind).replace(/\.\w+$/, ""),
		})),
		outdir: "/",
		absWorkingDir: path.dirname(apps[0].folder),
		bundle: true,
		write: false,
		minify: production,
		sourcemap: production ? false : "inline",
		target: BROWSERS,
		charset: "utf8",
		nodePaths: [nodeModules, ...apps.map((app) => path.dirname(app.folder))],
		external: ["/assets/*"],
		logLevel: "silent",
	};
}

/**
 * Write the content of each of `bundles` under `folder`, with a name that changes with it, for browsers' caches:
 * "desk.bundle.js" → "desk.bundle.0A1B2C3D.js".
 *
 * @param {(place: string) => string} contentAt the content for the place of a bundle
 * @returns {Promise<Map<string, string>>} bundle name → its address
 */
export async function writeHashed(bundles, folder, kind, contentAt) {
	const addresses = new Map();
	for (const bundle of bundles) {
		const place = placeOf(bundle, kind);
		const content = contentAt(place);
		const { dir, name, ext } = path.parse(place);
		const hash = createHash("sha256").update(content).digest("hex").slice(0, 8).toUpperCase();
		const file = path.join(dir, `${name}.${hash}${ext}`);
		await fs.mkdir(path.join(folder, dir), { recursive: true });
		await fs.writeFile(path.join(folder, file), content);
		addresses.set(bundle.name, `/assets/${file}`);
	}
	return addresses;
}

/** Where a bundle goes, relative to the assets folder: "frappe/dist/js/desk.bundle.js". */
function placeOf({ app, name }, kind) {
	return path.join(app, "dist", kind, name);
}
