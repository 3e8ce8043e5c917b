// CodeMirror on the shared text, as `yCollab` of y-codemirror.next has it, but for the carets of others: ours are in
// `carets.js`, and theirs would weigh on every phone.
import {EditorView} from "@codemirror/view";
import {ySync, ySyncFacet, YSyncConfig} from "y-codemirror.next";
import {redo, undo, yUndoManager, YUndoManagerConfig, yUndoManagerFacet} from "../node_modules/y-codemirror.next/src/y-undomanager.js";

export const shared = (text, undoManager) => [
  ySyncFacet.of(new YSyncConfig(text, null)),
  ySync,
  yUndoManagerFacet.of(new YUndoManagerConfig(undoManager)),
  yUndoManager,
  EditorView.domEventHandlers({
    beforeinput({inputType}, view) {
      if (inputType === "historyUndo") return undo(view);
      return inputType === "historyRedo" && redo(view);
    },
  }),
];
