// Writes the icons that the pages use as a Rust module: node style/icons.mjs
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL(".", import.meta.url));
const NAMES = [
  "adjustments-horizontal", "alert-circle", "alert-triangle", "arrow-back-up", "arrow-right", "arrows-sort", "book",
  "briefcase", "building", "calendar", "certificate", "check", "checks", "chevron-right", "circle-check",
  "circle-minus", "circle-x", "clipboard-check", "clock", "copy", "download", "edit", "eye", "file-search",
  "file-text", "files", "flag", "help-circle", "history", "home", "id", "info-circle", "list", "list-details",
  "lock", "login-2", "logout", "mail", "mailbox", "menu-2", "message", "mood-empty", "notebook", "plug-connected",
  "plus", "printer", "refresh", "school", "search", "shield-check", "timeline", "trash", "truck-delivery", "upload",
  "user", "user-edit", "users", "x",
];

const pascal = (name) => name.split("-").map((part) => part[0].toUpperCase() + part.slice(1)).join("");
const paths = (name) =>
  readFileSync(`${root}node_modules/@tabler/icons/icons/outline/${name}.svg`, "utf8")
    .match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1]
    .replace(/<path stroke="none"[^>]*\/>/g, "")
    .replace(/\s+/g, " ")
    .trim();

const variants = NAMES.map((name) => `    /// \`${name}\`\n    ${pascal(name)},`).join("\n");
const arms = NAMES.map((name) => `            Self::${pascal(name)} => r#"${paths(name)}"#,`).join("\n");
writeFileSync(
  `${root}../app/src/design/icons.rs`,
  `//! The outlines of the icons, from Tabler Icons (MIT); made by \`style/icons.mjs\`.

/// An icon, by its name in Tabler Icons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icons {
${variants}
}

impl Icons {
    /// What is inside the \`svg\` element.
    #[rustfmt::skip]
    pub(super) const fn outline(self) -> &'static str {
        match self {
${arms}
        }
    }
}
`,
);
