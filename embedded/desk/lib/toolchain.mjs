// The packages that do the work, taken from the node_modules folder of the command line: it lies outside of
// the repository, where a plain `import "esbuild"` wouldn't look.

import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { Failure } from "./failure.mjs";

/**
 * @param {string} nodeModules
 * @returns {{esbuild: object, sass: object, vueCompiler: object, rtlcss: object}}
 * @throws {Failure} when the packages aren't there, or are for another kind of machine.
 */
export function loadToolchain(nodeModules) {
	if (!fs.existsSync(nodeModules)) {
		throw new Failure(
			`The JavaScript packages are not installed: no ${nodeModules}. Run "npm ci" first.`
		);
	}
	const require = createRequire(path.join(nodeModules, "index.js"));
	try {
		return {
			esbuild: require("esbuild"),
			sass: require("sass"),
			vueCompiler: require("vue/compiler-sfc"),
			rtlcss: require("rtlcss"),
		};
	} catch (error) {
		const reason = error.message.split("\n")[0];
		throw new Failure(
			`The JavaScript packages are incomplete: ${reason}. Remove ${nodeModules} and run "npm ci" again.`,
			{ cause: error }
		);
	}
}
