
/** Draw a question card; `draw` comes from the form modules, which stand above in the same text. */
function renderQuestion({ model, el }) {
  const card = document.createElement("div");
  card.setAttribute("role", "group");
  card.className = "xc-question xc-card";
  card.setAttribute("aria-label", model.get("caption") || "练习题");
  if (model.get("caption")) {
    const caption = document.createElement("p");
    caption.className = "xc-question-caption";
    caption.textContent = model.get("caption");
    card.append(caption);
  }
  if (model.get("stem")) {
    const stem = document.createElement("p");
    stem.className = "xc-stem";
    stem.innerHTML = model.get("stem");
    card.append(stem);
  }
  const place = document.createElement("div");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "xc-button";
  const verdict = document.createElement("div");
  verdict.setAttribute("aria-live", "polite");
  card.append(place, button, verdict);
  el.append(card);

  const judged = () => model.get("judged");
  const drawForm = () => {
    place.replaceChildren(
      draw(model.get("form"), model.get("response"), {
        disabled: judged(),
        onChange: (response) => {
          model.set("response", response);
          model.save_changes();
        },
      }),
    );
  };
  const drawVerdict = () => {
    verdict.innerHTML = model.get("verdict");
    button.textContent = judged() ? "重新作答" : "看结果";
  };
  button.addEventListener("click", () => {
    if (judged()) {
      model.set("verdict", "");
      model.set("judged", false);
      model.set("response", null);
    } else {
      model.set("asked", model.get("asked") + 1);
    }
    model.save_changes();
  });
  const onVerdict = () => {
    drawForm();
    drawVerdict();
  };
  model.on("change:verdict", onVerdict);
  drawForm();
  drawVerdict();
  return () => model.off("change:verdict", onVerdict);
}

export default { render: renderQuestion };
