// The frames, byte for byte as docs/decisions/0006 has them.
import assert from "node:assert/strict";
import {test} from "node:test";
import {answer, DIFFERENCE, presenceFrame, question, read, SAVED, SYNC, syncFrame} from "../pad/frames.js";

test("what is sent is read back", () => {
  const frame = read(syncFrame(DIFFERENCE, new Uint8Array([1, 2, 3])).buffer);

  assert.deepEqual({...frame, bytes: [...frame.bytes]}, {kind: SYNC, step: DIFFERENCE, bytes: [1, 2, 3]});
});

test("presence bears its bytes", () => assert.deepEqual([...presenceFrame(new Uint8Array([7]))], [1, 1, 7]));

test("the server says how much it saved", () => {
  assert.deepEqual(read(new Uint8Array([SAVED, 0xac, 0x02]).buffer), {kind: SAVED, number: 300});
});

test("a question by HTTP holds a state and an update", () => {
  assert.deepEqual([...question(new Uint8Array([0]), new Uint8Array())], [1, 0, 0]);
});

test("its answer holds all five", () => {
  const {difference, vector, ...rest} = answer(new Uint8Array([2, 0, 0, 1, 0, 12, 3, 1]).buffer);

  assert.deepEqual([[...difference], [...vector], rest], [[0, 0], [0], {revision: 12, epoch: 3, mayWrite: true}]);
});
