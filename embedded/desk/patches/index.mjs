// The framework's faults that show in the Desk alone, each mended in the file that is named for it.
//
// A patch is {path, old, new, why}: `old` must stand exactly once in the framework's file `path`, or the build
// stops with the name of the place. Faults that concern the server too are mended in the engine.

import { highlightTheme } from "./highlight-theme.mjs";
import { listDashboard } from "./list-dashboard.mjs";
import { printFormatBuilder } from "./print-format-builder.mjs";
import { workflowActions } from "./workflow-actions.mjs";
import { workflowCanvas } from "./workflow-canvas.mjs";

export const patches = [highlightTheme, listDashboard, printFormatBuilder, workflowActions, workflowCanvas];
