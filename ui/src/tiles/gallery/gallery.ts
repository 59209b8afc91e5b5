// Development only: every kind in every state and size, at /src/tiles/gallery/gallery.html of the development server. `?theme=light`,
// `?part=states|sizes`, `?kind=switch`, `?title=…` for longer ones, `?cell=63` for the cells of a small
// phone, `?dir=rtl`. It is no input of the production build.
import "@fontsource-variable/inter";
import { mount } from "svelte";
import { chartAnswers } from "../../host/fake/charts";
import { useHost } from "../../lib/call";
import "../../styles/tokens.css";
import "../../styles/base.css";
import Gallery from "./Gallery.svelte";

const asked = new URLSearchParams(location.search);
document.documentElement.dataset["theme"] = asked.get("theme") ?? "dark";
document.documentElement.dir = asked.get("dir") ?? "ltr";

useHost({
  call: (name, args) => {
    const answer = (chartAnswers as Record<string, ((args: never) => unknown) | undefined>)[name];
    return answer
      ? Promise.resolve(answer(args as never) as never)
      : Promise.reject(new Error("the gallery only draws"));
  },
  stream: () => Promise.reject(new Error("the gallery has no feed")),
});

mount(Gallery, {
  target: document.body,
  props: {
    part: asked.get("part") ?? "states",
    only: asked.get("kind"),
    title: asked.get("title"),
    cell: Number(asked.get("cell") ?? 80.5),
  },
});
