// What travels between a pad and the server: y-websocket's frames, and three of our own.
import {createDecoder, hasContent, readVarUint, readVarUint8Array} from "lib0/decoding";
import {createEncoder, toUint8Array, writeVarUint, writeVarUint8Array} from "lib0/encoding";

export const SYNC = 0, PRESENCE = 1, ASK_PRESENCE = 3, SAVED = 100, REVISION = 101, RIGHTS = 102;
export const VECTOR = 0, DIFFERENCE = 1, UPDATE = 2;

export const syncFrame = (step, bytes) => written((frame) => {
  writeVarUint(frame, SYNC);
  writeVarUint(frame, step);
  writeVarUint8Array(frame, bytes);
});

export const presenceFrame = (bytes) => written((frame) => {
  writeVarUint(frame, PRESENCE);
  writeVarUint8Array(frame, bytes);
});

// Returns {kind, step, bytes, number}: a sync frame has a step and bytes, presence has bytes, ours have a number.
export function read(data) {
  const frame = createDecoder(new Uint8Array(data));
  const kind = readVarUint(frame);
  if (kind === SYNC) return {kind, step: readVarUint(frame), bytes: readVarUint8Array(frame)};
  if (kind === PRESENCE) return {kind, bytes: readVarUint8Array(frame)};
  return {kind, number: hasContent(frame) ? readVarUint(frame) : 0};
}

// The body of a POST that stands for a connection where a proxy lets none through, and its answer.
export const question = (vector, update) => written((body) => {
  writeVarUint8Array(body, vector);
  writeVarUint8Array(body, update);
});

export function answer(data) {
  const body = createDecoder(new Uint8Array(data));
  return {
    difference: readVarUint8Array(body),
    vector: readVarUint8Array(body),
    revision: readVarUint(body),
    epoch: readVarUint(body),
    mayWrite: readVarUint(body) === 1,
  };
}

function written(write) {
  const encoder = createEncoder();
  write(encoder);
  return toUint8Array(encoder);
}
