// What a person must know of a program, in words.
import type { CodeNote } from "../../lib/bindings/api";
import { t } from "../../lib/text";

export function noteWords(note: CodeNote): string {
  const words = t.deviceCode.notes;
  switch (note.kind) {
    case "thisComputer":
      return words.thisComputer(note.host);
    case "wildcard":
      return words.wildcard(note.topic, note.instead);
    case "brokersOwn":
      return words.brokersOwn(note.topic);
    case "template":
      return words.template(note.title);
    case "converted":
      return words.converted(note.title);
    case "sameTopic":
      return words.sameTopic(note.title, note.topic);
    case "payload":
      return words.payload(note.title);
    case "oneWill":
      return words.oneWill(note.topic);
    case "notWritten":
      return words.notWritten(note.topic);
    case "tooMany":
      return words.tooMany(note.left);
    default:
      return words[note.kind];
  }
}
