// Patches to plain scripts; the plugins for templates, components and style sheets read theirs patched.

/** @returns an esbuild plugin */
export function patchedSources({ sources }) {
	return {
		name: "patched-sources",
		setup(build) {
			for (const script of sources.patchedFiles.filter((file) => file.endsWith(".js"))) {
				const filter = new RegExp(`^${script.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`);
				build.onLoad({ filter }, () => ({ contents: sources.read(script), loader: "js" }));
			}
		},
	};
}
