// assets.json and assets-rtl.json: where the framework looks up the address of a bundle.

import fs from "node:fs/promises";
import path from "node:path";
import { stamp } from "./fingerprint.mjs";

/** Write both manifests into `folder`, and the fingerprint of the build that they describe. */
export async function writeManifests(folder, { scripts, styles, fingerprint }) {
	await writeManifest(path.join(folder, "assets.json"), [...scripts, ...styles.leftToRight]);
	const mirrored = [...styles.rightToLeft].map(([name, address]) => [`rtl_${name}`, address]);
	await writeManifest(path.join(folder, "assets-rtl.json"), mirrored);
	await stamp(folder, fingerprint);
}

async function writeManifest(file, addresses) {
	await fs.writeFile(file, `${JSON.stringify(Object.fromEntries(addresses), null, "\t")}\n`);
}
