// Reading the framework's sources, with our patches applied.

import fs from "node:fs";
import path from "node:path";
import { Failure } from "./failure.mjs";
import { patches } from "../patches/index.mjs";

/** The sources of the framework in `folder`. */
export class Sources {
	constructor(folder) {
		this.patches = patches.map((patch) => ({
			...patch,
			file: path.join(folder, patch.path),
			used: false,
		}));
	}

	/** The files that have patches. */
	get patchedFiles() {
		return [...new Set(this.patches.map(({ file }) => file))];
	}

	/** The text of `file`: any file of the framework, of an app or of a package. */
	read(file) {
		return this.patches
			.filter((patch) => patch.file === file)
			.reduce(
				(text, patch) => {
					patch.used = true;
					return applied(text, patch);
				},
				fs.readFileSync(file, "utf8")
			);
	}

	/** @throws {Failure} when a file with a patch has not been read: no bundle is made of it any more. */
	assertAllPatchesUsed() {
		const unused = this.patches.filter(({ used }) => !used).map((patch) => patch.path);
		if (unused.length)
			throw new Failure(`The framework has changed: no bundle uses ${unused.join(", ")}.`);
	}
}

/**
 * `text` with `patch` applied.
 *
 * @throws {Failure} when the text isn't what the patch was written for
 */
export function applied(text, patch) {
	const found = text.split(patch.old).length - 1;
	if (found === 1) return text.replace(patch.old, () => patch.new);
	throw new Failure(
		`The framework has changed: what a patch of ${patch.path} replaces stands there ${found} times,` +
			` instead of once:\n  ${patch.old.trim().split("\n")[0]}`
	);
}
