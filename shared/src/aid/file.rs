//! Reading a data file, and making questions and endings of it. Its form is in [`super::raw`].

use super::answer::UNKNOWN;
use super::graph::{Edition, Ending};
use super::outcome::OutcomeKind;
use super::question::{Article, Choice, Day, Kind, Next, Question, QuestionId, Range};
use super::raw::{RawFile, RawQuestion, RawRange};
use super::walk::AT;
use std::collections::BTreeMap;

/// What is wrong with a data file.
#[derive(Debug, thiserror::Error)]
pub enum TreeError {
    /// It is no JSON of the right form.
    #[error("the tree cannot be read: {0}")]
    Json(#[from] serde_json::Error),
    /// Something is named that is nowhere.
    #[error("{place}: there is no {what} {name:?}")]
    Unknown {
        /// The question or ending that names it.
        place: String,
        /// Whether a question or ending, or an article.
        what: &'static str,
        /// The name.
        name: String,
    },
    /// A name is used twice, or cannot be a name.
    #[error("{name:?} is used twice, or cannot be a name")]
    Name {
        /// The name.
        name: String,
    },
    /// A question has no answers, answers of two kinds, or ranges that do not follow each other.
    #[error("{question}: {wrong}")]
    Question {
        /// The question.
        question: String,
        /// What is wrong.
        wrong: &'static str,
    },
    /// A path is longer than allowed, or goes round.
    #[error("a path through {question:?} is too long or goes round")]
    TooLong {
        /// A question on it.
        question: String,
    },
    /// Nothing leads there.
    #[error("nothing leads to {id:?}")]
    Orphan {
        /// The question or ending.
        id: String,
    },
}

/// A file as it was read.
#[derive(Debug)]
pub(super) struct File {
    pub edition: Edition,
    pub conditions: Vec<String>,
    raw: RawFile,
}

/// Where each name leads, over all files.
#[derive(Debug, Default)]
pub(super) struct Names {
    ways: BTreeMap<String, Next>,
    questions: usize,
    endings: usize,
}

pub(super) fn read(text: &str) -> Result<File, TreeError> {
    let raw: RawFile = serde_json::from_str(text)?;
    Ok(File {
        edition: Edition {
            name: raw.name.clone(),
            version: raw.version.clone(),
            valid_from: raw.valid_from,
            valid_to: raw.valid_to,
        },
        conditions: raw.conditions.clone(),
        raw,
    })
}

impl Names {
    pub(super) fn add(&mut self, file: &File) -> Result<(), TreeError> {
        for question in &file.raw.questions {
            let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
            if !question.id.bytes().all(plain) || question.id == AT {
                return Err(TreeError::Name {
                    name: question.id.clone(),
                });
            }
            self.insert(&question.id, Next::Question(self.questions))?;
            self.questions += 1;
        }
        for id in file.raw.endings.keys() {
            self.insert(id, Next::Ending(self.endings))?;
            self.endings += 1;
        }
        Ok(())
    }

    fn insert(&mut self, name: &str, next: Next) -> Result<(), TreeError> {
        match self.ways.insert(name.to_owned(), next) {
            None => Ok(()),
            Some(_) => Err(TreeError::Name {
                name: name.to_owned(),
            }),
        }
    }

    fn way(&self, place: &str, name: &str) -> Result<Next, TreeError> {
        self.ways
            .get(name)
            .copied()
            .ok_or_else(|| TreeError::Unknown {
                place: place.to_owned(),
                what: "question or ending",
                name: name.to_owned(),
            })
    }
}

impl File {
    pub(super) fn questions(&self, names: &Names) -> Result<Vec<Question>, TreeError> {
        self.raw
            .questions
            .iter()
            .map(|raw| self.question(raw, names))
            .collect()
    }

    pub(super) fn endings(&self, conditions: &[String]) -> Result<Vec<Ending>, TreeError> {
        self.raw
            .endings
            .iter()
            .map(|(id, raw)| {
                let ground = raw.kind == OutcomeKind::Ground;
                Ok(Ending {
                    id: id.clone(),
                    edition: format!("{} {}", self.edition.name, self.edition.version),
                    kind: raw.kind,
                    code: ground.then(|| id.clone()),
                    title: raw.title.clone(),
                    explanation: raw.explanation.clone(),
                    article: self.article(id, &raw.article)?,
                    evidence: raw.evidence.clone(),
                    attention: raw.attention.clone(),
                    options: raw.options.clone(),
                    afterwards: self.raw.afterwards.clone(),
                    conditions: if ground {
                        conditions.to_vec()
                    } else {
                        Vec::new()
                    },
                })
            })
            .collect()
    }

    fn question(&self, raw: &RawQuestion, names: &Names) -> Result<Question, TreeError> {
        let wrong = |wrong| TreeError::Question {
            question: raw.id.clone(),
            wrong,
        };
        let place = raw.id.as_str();
        let kind = match (&raw.choices, &raw.date, &raw.number, &raw.periods) {
            (Some(choices), None, None, None) => {
                let mut list: Vec<Choice> = Vec::new();
                for choice in choices {
                    if choice.id == UNKNOWN || list.iter().any(|c| c.id == choice.id) {
                        return Err(TreeError::Name {
                            name: choice.id.clone(),
                        });
                    }
                    list.push(Choice {
                        id: choice.id.clone(),
                        label: choice.label.clone(),
                        hint: choice.hint.clone(),
                        reason: choice.reason.clone(),
                        fact: choice.fact,
                        trainings: choice.trainings.clone(),
                        next: names.way(place, &choice.next)?,
                    });
                }
                if list.len() < 2 {
                    return Err(wrong("a list of answers has at least two"));
                }
                Kind::Choice(list)
            }
            (None, Some(date), None, None) => {
                Kind::Date(date.input, self.days(raw, &date.ranges, names)?)
            }
            (None, None, Some(number), None) => {
                let read = |text: &str| text.parse().ok();
                let ranges = ranges(place, &number.ranges, names, read)?;
                if !ranges.is_sorted_by(|a, b| b.last.is_none() || a.last < b.last) {
                    return Err(wrong("the ranges are not in order"));
                }
                Kind::Number(number.input, number.unit.clone(), ranges)
            }
            (None, None, None, Some(periods)) => {
                Kind::Periods(self.days(raw, &periods.ranges, names)?)
            }
            _ => return Err(wrong("a question has answers of exactly one kind")),
        };
        Ok(Question {
            id: QuestionId::new(raw.id.as_str()),
            text: raw.text.clone(),
            why: raw.why.clone(),
            article: self.article(place, &raw.article)?,
            handbook: raw.handbook.clone(),
            kind,
            unknown: Choice {
                id: UNKNOWN.to_owned(),
                label: "Dat weet ik niet".to_owned(),
                hint: raw.unknown.hint.clone(),
                reason: raw.unknown.reason.clone(),
                fact: None,
                trainings: Vec::new(),
                next: names.way(place, &raw.unknown.next)?,
            },
        })
    }

    fn days(
        &self,
        raw: &RawQuestion,
        list: &[RawRange],
        names: &Names,
    ) -> Result<Vec<Range<Day>>, TreeError> {
        let ranges = ranges(&raw.id, list, names, day)?;
        // Seen from the first day of the version; a range that moves keeps its place among the
        // others for as long as the version holds.
        let seen = |range: &Range<Day>| range.last.map(|l| l.seen_from(self.edition.valid_from));
        if ranges.is_sorted_by(|a, b| b.last.is_none() || seen(a) < seen(b)) {
            Ok(ranges)
        } else {
            Err(TreeError::Question {
                question: raw.id.clone(),
                wrong: "the ranges are not in order",
            })
        }
    }

    fn article(&self, place: &str, key: &str) -> Result<Article, TreeError> {
        let law = &self.raw.law;
        let article = self
            .raw
            .articles
            .get(key)
            .ok_or_else(|| TreeError::Unknown {
                place: place.to_owned(),
                what: "article",
                name: key.to_owned(),
            })?;
        Ok(Article {
            name: article.name.clone(),
            says: article.says.clone(),
            url: format!(
                "https://wetten.overheid.nl/jci1.3:c:{}&artikel={}&z={state}&g={state}",
                law.id,
                article.number,
                state = law.state,
            ),
        })
    }
}

fn ranges<T>(
    place: &str,
    list: &[RawRange],
    names: &Names,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Vec<Range<T>>, TreeError> {
    let wrong = |wrong| TreeError::Question {
        question: place.to_owned(),
        wrong,
    };
    let mut ranges = Vec::new();
    for (nr, raw) in list.iter().enumerate() {
        let up_to = match &raw.last {
            None => None,
            Some(text) => {
                Some(read(text).ok_or_else(|| wrong("a range ends in no day or number"))?)
            }
        };
        if up_to.is_none() != (nr + 1 == list.len()) {
            return Err(wrong("the last range, and no other, has no end"));
        }
        ranges.push(Range {
            last: up_to,
            reason: raw.reason.clone(),
            next: names.way(place, &raw.next)?,
        });
    }
    if ranges.is_empty() {
        return Err(wrong("there are no ranges"));
    }
    Ok(ranges)
}

fn day(text: &str) -> Option<Day> {
    match text
        .strip_prefix('-')
        .and_then(|t| t.strip_suffix(" maanden"))
    {
        Some(months) => months.parse().ok().map(Day::MonthsBefore),
        None => text.parse().ok().map(Day::On),
    }
}
