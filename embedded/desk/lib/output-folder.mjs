// Replacing the assets folder as a whole.

import fs from "node:fs/promises";
import { Failure } from "./failure.mjs";
import { isStamped } from "./fingerprint.mjs";

/**
 * Let `fill` fill a new folder beside `target`, then put it in its place.
 *
 * @param {string} target absolute; must be absent, empty or of an earlier build
 * @param {(folder: string) => Promise<T>} fill
 * @returns {Promise<T>} what `fill` returned
 * @throws {Failure} when `target` holds something that this build did not make
 */
export async function replaceFolder(target, fill) {
	await refuseForeign(target);
	const fresh = `${target}.new-${process.pid}`;
	const stale = `${target}.old-${process.pid}`;
	try {
		await fs.mkdir(fresh, { recursive: true });
		const result = await fill(fresh);
		await fs.rename(target, stale).catch(ignoreAbsence);
		await fs.rename(fresh, target);
		return result;
	} finally {
		await fs.rm(fresh, { recursive: true, force: true });
		await fs.rm(stale, { recursive: true, force: true });
	}
}

async function refuseForeign(target) {
	const entries = await fs.readdir(target).catch(ignoreAbsence);
	if (!entries?.length || (await isStamped(target))) return;
	throw new Failure(
		`${target} holds files of something else (${entries[0]}, …): name an empty folder as --out.`
	);
}

function ignoreAbsence(error) {
	if (error.code !== "ENOENT") throw error;
}
