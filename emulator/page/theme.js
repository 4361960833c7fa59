// Light or dark: as the system has it, until somebody chooses.

const KEPT_AS = "theme";
const system = window.matchMedia("(prefers-color-scheme: dark)");

export function isDark() {
  const kept = localStorage.getItem(KEPT_AS);
  return kept === null ? system.matches : kept === "dark";
}

function apply(control) {
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
  control.setAttribute("aria-pressed", String(isDark()));
}

export function offerTheme(control) {
  control.addEventListener("click", () => {
    const wanted = isDark() ? "light" : "dark";
    // Who goes back to what the system has follows the system again.
    if ((wanted === "dark") === system.matches) localStorage.removeItem(KEPT_AS);
    else localStorage.setItem(KEPT_AS, wanted);
    apply(control);
  });
  system.addEventListener("change", () => apply(control));
  apply(control);
}
