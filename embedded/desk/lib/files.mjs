// Walking folders.

import fs from "node:fs/promises";
import path from "node:path";

const SKIPPED = new Set(["node_modules", "dist", "__pycache__"]);

/** All files under `folder`, sorted, without build results; none where the folder doesn't exist. */
export async function listFiles(folder) {
	let entries;
	try {
		entries = await fs.readdir(folder, { withFileTypes: true });
	} catch (error) {
		if (error.code === "ENOENT") return [];
		throw error;
	}
	const nested = entries
		.filter((entry) => !SKIPPED.has(entry.name))
		.map((entry) => {
			const location = path.join(folder, entry.name);
			return entry.isDirectory() ? listFiles(location) : [location];
		});
	return (await Promise.all(nested)).flat().sort();
}
