//! The portfolio as people read it: what stands on it, and how it looks.

use crate::print::portfolio::Words;
use serde::Serialize;
use std::fmt::Write;

/// What stands on it. All of it is text, as it is printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Paper {
    /// The name of the teacher.
    pub name: String,
    /// The day on which it was made: `23 november 2026`.
    pub made_on: String,
    /// All hours together: `107,5`.
    pub total: String,
    /// The activities, newest first.
    pub entries: Vec<Entry>,
    /// Where the evidence is that belongs to something else than an activity, under its heading.
    pub other_files: Vec<(&'static str, Vec<String>)>,
    /// Where the evidence would be that could not be read any more.
    pub missing: Vec<String>,
}

/// An activity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Its title.
    pub title: String,
    /// `3 november 2026`, or `3 november 2026 tot en met 5 november 2026`.
    pub when: String,
    /// `7,5`
    pub hours: String,
    /// `Cursus`
    pub kind: Option<String>,
    /// Who gave it.
    pub provider: Option<String>,
    /// `Pedagogiek en begeleiding: 4 uur`
    pub about: Vec<String>,
    /// The names of the subjects.
    pub subjects: Vec<String>,
    /// How it was given and what it gave, each with its name.
    pub details: Vec<(&'static str, String)>,
    /// What the teacher learned.
    pub reflection: Option<String>,
    /// Where the evidence is, beside this document: `bewijzen/2026-11-03 Cursus/certificaat.pdf`.
    pub files: Vec<String>,
    /// What colleagues said, and the teacher put with it.
    pub feedback: Vec<Words>,
}

impl Paper {
    /// Says that the file with this place is not there.
    pub fn leave_out(&mut self, path: &str) {
        for entry in &mut self.entries {
            entry.files.retain(|file| file != path);
        }
        for (_, files) in &mut self.other_files {
            files.retain(|file| file != path);
        }
        self.missing.push(path.to_owned());
    }

    /// As a page that every browser opens, also without a network.
    pub fn html(&self) -> String {
        let mut html = String::new();
        let name = escaped(&self.name);
        let _ = write!(
            html,
            "<!DOCTYPE html>\n<html lang=\"nl\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>Portfolio van {name}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n\
             <h1>Portfolio van {name}</h1>\n<p>Gemaakt op {} uit het Lerarenregister. {} activiteiten, \
             samen {} uur.</p>\n",
            self.made_on,
            self.entries.len(),
            self.total,
        );
        for entry in &self.entries {
            entry.write(&mut html);
        }
        for (heading, files) in &self.other_files {
            if !files.is_empty() {
                let _ = writeln!(html, "<section>\n<h2>{heading}</h2>");
                links(&mut html, files);
                html.push_str("</section>\n");
            }
        }
        if !self.missing.is_empty() {
            html.push_str(
                "<section>\n<h2>Ontbreekt</h2>\n<p>Deze bewijsstukken konden we niet meer lezen. \
                 Heb je ze nog? Voeg ze dan opnieuw toe in het register.</p>\n<ul>\n",
            );
            for file in &self.missing {
                let _ = writeln!(html, "<li>{}</li>", escaped(file));
            }
            html.push_str("</ul>\n</section>\n");
        }
        html.push_str("</main>\n</body>\n</html>\n");
        html
    }
}

impl Entry {
    fn write(&self, html: &mut String) {
        let _ = write!(html, "<section>\n<h2>{}</h2>\n<dl>\n", escaped(&self.title));
        fact(html, "Wanneer", &self.when);
        fact(html, "Aantal uur", &self.hours);
        for (name, value) in [("Soort", &self.kind), ("Aanbieder", &self.provider)] {
            if let Some(value) = value {
                fact(html, name, value);
            }
        }
        for (name, values) in [("Onderwerp", &self.about), ("Vakken", &self.subjects)] {
            if !values.is_empty() {
                fact(html, name, &values.join(", "));
            }
        }
        for (name, text) in &self.details {
            fact(html, name, text);
        }
        if let Some(reflection) = &self.reflection {
            fact(html, "Wat je leerde", reflection);
        }
        html.push_str("</dl>\n");
        if !self.files.is_empty() {
            html.push_str("<h3>Bewijs</h3>\n");
            links(html, &self.files);
        }
        for said in &self.feedback {
            let _ = write!(html, "<h3>Feedback van {}</h3>\n<dl>\n", escaped(&said.who));
            for (question, answer) in &said.answers {
                fact(html, question, answer);
            }
            html.push_str("</dl>\n");
        }
        html.push_str("</section>\n");
    }
}

fn fact(html: &mut String, name: &str, value: &str) {
    let value = escaped(value).replace('\n', "<br>");
    let _ = writeln!(html, "<dt>{name}</dt><dd>{value}</dd>");
}

fn links(html: &mut String, files: &[String]) {
    html.push_str("<ul>\n");
    for file in files {
        let address: Vec<String> = file.split('/').map(encoded).collect();
        let name = file.rsplit('/').next().unwrap_or(file);
        let _ = writeln!(
            html,
            "<li><a href=\"{}\">{}</a></li>",
            address.join("/"),
            escaped(name)
        );
    }
    html.push_str("</ul>\n");
}

/// A part of an address.
fn encoded(part: &str) -> String {
    part.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

const STYLE: &str = "body{font:1.05rem/1.5 system-ui,sans-serif;color:#12262b;margin:0;background:#fff}\
main{max-width:44rem;margin:0 auto;padding:2rem 1rem}section{border-top:1px solid #b9c7ca;padding:.5rem 0 1rem}\
h1{line-height:1.2}dl{display:grid;grid-template-columns:minmax(7rem,auto) 1fr;gap:.25rem 1rem;margin:0}\
dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}a{color:#0b5d6e}\
@media(max-width:30rem){dl{grid-template-columns:1fr}}@media print{section{break-inside:avoid}}";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_teacher_typed_is_shown_as_it_was_typed() {
        let paper = Paper {
            name: "M. Zandlicht".to_owned(),
            made_on: "23 november 2026".to_owned(),
            total: "7,5".to_owned(),
            entries: vec![Entry {
                title: "<b>Cursus</b> & meer".to_owned(),
                when: "3 november 2026".to_owned(),
                hours: "7,5".to_owned(),
                kind: None,
                provider: None,
                about: Vec::new(),
                subjects: Vec::new(),
                details: Vec::new(),
                reflection: Some("Eén\ntwee".to_owned()),
                files: vec!["bewijzen/a b/c.pdf".to_owned()],
                feedback: vec![Words {
                    who: "A. Rietwending, leraar, 4 november 2026".to_owned(),
                    answers: vec![("Wat ging goed?", "<i>Alles</i>".to_owned())],
                }],
            }],
            other_files: vec![
                ("Bewijs bij je vakken", Vec::new()),
                (
                    "Bewijs bij je correcties",
                    vec!["bewijzen/x/d.pdf".to_owned()],
                ),
            ],
            missing: Vec::new(),
        };
        let html = paper.html();
        assert!(html.contains("&lt;b&gt;Cursus&lt;/b&gt; &amp; meer"));
        assert!(html.contains("Eén<br>twee"));
        assert!(html.contains("<a href=\"bewijzen/a%20b/c.pdf\">c.pdf</a>"));
        assert!(html.contains("<h3>Feedback van A. Rietwending, leraar, 4 november 2026</h3>"));
        assert!(html.contains("<dt>Wat ging goed?</dt><dd>&lt;i&gt;Alles&lt;/i&gt;</dd>"));
        assert!(html.contains("<h2>Bewijs bij je correcties</h2>"));
        assert!(!html.contains("bij je vakken"), "nothing is with subjects");
    }
}
