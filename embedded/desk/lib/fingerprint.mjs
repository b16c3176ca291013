// A fingerprint of everything a build depends on, so that a start without changes skips it.

import { createHash } from "node:crypto";
import fs from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { listFiles } from "./files.mjs";

const DESK = fileURLToPath(new URL("..", import.meta.url));
const STAMP = ".desk-build.json";

/** The folders of `app` that bundles are made of. */
export function sourceFolders(app) {
	return ["public", "website/css", "website/js"].map((folder) => path.join(app.folder, folder));
}

/** @returns {Promise<string>} a digest of the sources' names and contents, of the build and of its packages. */
export async function fingerprintInputs({ apps, production }) {
	const digest = createHash("sha256").update(`${process.version} ${production}\0`);
	for (const folder of [...apps.flatMap(sourceFolders), DESK]) {
		for (const file of await listFiles(folder)) {
			digest
				.update(`${file}\0`)
				.update(await fs.readFile(file))
				.update("\0");
		}
	}
	return digest.digest("hex");
}

/** The fingerprint that the last build left in the assets folder `out`; null where there is none. */
export async function fingerprintOf(out) {
	try {
		return JSON.parse(await fs.readFile(path.join(out, STAMP), "utf8")).fingerprint;
	} catch {
		return null;
	}
}

/** Leave `fingerprint` in the assets folder `out`. */
export async function stamp(out, fingerprint) {
	await fs.writeFile(path.join(out, STAMP), JSON.stringify({ fingerprint }));
}

/** Whether `out` was made by this build, and may therefore be replaced. */
export async function isStamped(out) {
	return (await fingerprintOf(out)) !== null;
}
