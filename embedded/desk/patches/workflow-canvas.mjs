export const workflowCanvas = {
	path: "public/js/workflow_builder/WorkflowBuilder.vue",
	why:
		"The canvas is fitted when it is ready, which is before the workflow has been loaded: half of it then" +
		" lies outside. vue-flow can do it once the states have been drawn.",
	old: `
				connection-mode="loose"
`,
	new: `
				connection-mode="loose"
				fit-view-on-init
`,
};
