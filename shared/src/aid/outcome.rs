//! What a path ends in: a ground with its end date and evidence, or why there is none.

use super::answer::Answer;
use super::graph::Ending;
use super::question::{Article, Input, Kind, QuestionId};
use super::replacement::{replacement_end, window_start};
use super::tree::Passed;
use crate::ground::{Computed, Ground, GroundTable, Maximum, Target};
use crate::notation;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The job sizes for which the end of an appointment in full-time months is shown, in percent.
/// Each divides such a term into whole months.
const SIZES: [u8; 3] = [100, 50, 25];

/// The outcome of a walk: everything that its page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// What kind of outcome it is.
    pub kind: OutcomeKind,
    /// The heading: the name of the ground, or what must be done.
    pub title: String,
    /// What it means, in plain Dutch.
    pub explanation: String,
    /// The ground; also when its time is over, to say which one that was.
    pub ground: Option<GroundAdvice>,
    /// When it ends, for a ground.
    pub end: Option<End>,
    /// What to fill in; only for a ground that must be delivered.
    pub delivery: Option<Delivery>,
    /// What the school must have in its own file.
    pub evidence: Vec<String>,
    /// What to take care of.
    pub attention: Vec<String>,
    /// What the school can do now: without a ground the other ways, else where to find out.
    pub options: Vec<String>,
    /// What holds for every ground.
    pub conditions: Vec<String>,
    /// The answers that led here, in order.
    pub reasons: Vec<Reason>,
    /// The article behind the outcome.
    pub article: Article,
    /// The tree and its version: `vo 2026-1`.
    pub tree: String,
    /// The version of the table of grounds.
    pub table_version: String,
}

/// The kind of an outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OutcomeKind {
    /// There is a ground. Its target says whether it is delivered.
    #[default]
    #[serde(rename = "grondslag")]
    Ground,
    /// No teacher in the sense of the law: no code, and nothing to deliver.
    #[serde(rename = "niet-leveren")]
    NotDelivered,
    /// No ground fits, or not yet, or no longer.
    #[serde(rename = "geen-grondslag")]
    NoGround,
    /// One ground does not cover all: make two appointments of it.
    #[serde(rename = "splitsen")]
    Split,
    /// Something must be found out first.
    #[serde(rename = "zoek-uit")]
    FindOut,
}

/// The ground of an outcome, from the dated table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroundAdvice {
    /// Its code.
    pub code: String,
    /// The code of DUO's own table, once it is known.
    pub duo_code: Option<String>,
    /// Its name.
    pub name: String,
    /// Where the appointment is listed.
    pub target: Target,
    /// How long it lasts at most, in words.
    pub maximum: String,
    /// What a lawyer noted.
    pub remark: Option<String>,
    /// Whether the table gives it as our assumption or from memory.
    pub assumed: bool,
    /// Whether its last day is before the reference date.
    pub over: bool,
}

/// When a ground ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum End {
    /// Never.
    Never,
    /// As a decision or an order in council says.
    AsDecided,
    /// On this day at the latest, with the computation.
    On(Computed),
    /// It depends on the size of the job.
    BySize(Vec<SizedEnd>),
    /// The first day is not known; this is how long it lasts from there.
    Length(String),
}

/// The latest day for one size of the job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SizedEnd {
    /// The size, in percent of a full-time job.
    pub percent: u8,
    /// The latest day, with the computation.
    pub end: Computed,
}

/// What to fill in for the delivery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// The code.
    pub code: String,
    /// First day on the ground (`ingangsdatumGrond`), for a ground that ends.
    pub ground_since: Option<Date>,
    /// How often it was extended (`verlenging`).
    pub extensions: u8,
    /// Whether the statement of effort must be there (`verklaringInspanning`).
    pub statement: bool,
}

/// An answer that led to the outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The number of the question on the path.
    pub nr: usize,
    /// The question.
    pub question: QuestionId,
    /// The answer as a sentence.
    pub text: String,
    /// The name of the article behind the question.
    pub article: String,
}

/// What the answers of a path say about the ground.
#[derive(Default)]
struct Given<'a> {
    begins: Option<Date>,
    first_day: Option<Date>,
    periods: Option<&'a [super::replacement::Period]>,
    extensions: u8,
}

impl Outcome {
    pub(super) fn new(
        ending: &Ending,
        passed: &[Passed<'_>],
        table: &GroundTable,
        on: Date,
    ) -> Self {
        let outcome = Self {
            kind: ending.kind,
            title: ending.title.clone(),
            explanation: ending.explanation.clone(),
            ground: None,
            end: None,
            delivery: None,
            evidence: ending.evidence.clone(),
            attention: ending.attention.clone(),
            options: ending.options.clone(),
            conditions: ending.conditions.clone(),
            reasons: passed.iter().map(reason).collect(),
            article: ending.article.clone(),
            tree: ending.edition.clone(),
            table_version: table.version().to_owned(),
        };
        let Some(code) = &ending.code else {
            return outcome;
        };
        let given = Given::of(passed);
        match table.find(code, given.begins.unwrap_or(on)) {
            Some(ground) => outcome.with_ground(ground, &given, ending, on),
            None => outcome.without_row(code),
        }
    }

    fn with_ground(
        mut self,
        ground: &Ground,
        given: &Given<'_>,
        ending: &Ending,
        on: Date,
    ) -> Self {
        let end = end(ground, given);
        let over = end.last_day().is_some_and(|last| last < on);
        self.title.clone_from(&ground.name);
        self.article.name.clone_from(&ground.article);
        self.ground = Some(GroundAdvice {
            code: ground.code.clone(),
            duo_code: ground.duo_code.clone(),
            name: ground.name.clone(),
            target: ground.target,
            maximum: ground.maximum_text(),
            remark: ground.remark.clone(),
            assumed: ground.source != 'S',
            over,
        });
        if given.extensions > ground.extensions {
            self.extended_too_often(ground, ending);
        } else if over {
            self.end_of_time(ground, given.extensions, ending, &end);
        } else if ground.target == Target::NotDelivered {
            self.conditions.clear();
        } else {
            self.delivery = Some(Delivery {
                code: ground.code.clone(),
                ground_since: given.first_day.filter(|_| ground.is_temporary()),
                extensions: given.extensions,
                statement: ground.needs_statement(given.extensions),
            });
        }
        self.end = Some(end);
        self
    }

    /// The time of the ground is over: there is none any more, unless it may be extended.
    fn end_of_time(&mut self, ground: &Ground, extensions: u8, ending: &Ending, end: &End) {
        self.kind = OutcomeKind::NoGround;
        self.title = "De termijn van deze grondslag is voorbij".into();
        let last = end.last_day().map(notation::date).unwrap_or_default();
        self.explanation = format!(
            "Op grondslag {} mocht de leraar lesgeven tot en met {last}. Na die dag is het geen \
             grondslag meer.",
            ground.code,
        );
        self.options.clear();
        if extensions < ground.extensions {
            let statement = if ground.needs_statement(extensions + 1) {
                " Daarvoor is een schriftelijke verklaring nodig."
            } else {
                ""
            };
            self.options.push(format!(
                "Is de termijn op tijd verlengd? Wijzig dan je antwoord over de verlengingen. Voor \
                 deze grondslag geldt: {}.{statement}",
                ground.maximum_text(),
            ));
        }
        self.options.extend(ending.afterwards.iter().cloned());
        self.evidence.clear();
        self.conditions.clear();
    }

    /// The ground was extended more often than the table allows. The trees block that too; this
    /// holds whatever they say.
    fn extended_too_often(&mut self, ground: &Ground, ending: &Ending) {
        self.kind = OutcomeKind::NoGround;
        self.title = "Geen grondslag: vaker verlengen mag niet".into();
        self.explanation = format!(
            "Voor grondslag {} geldt: {}. Daarna is er niets meer.",
            ground.code,
            ground.maximum_text(),
        );
        self.options.clone_from(&ending.afterwards);
        self.evidence.clear();
        self.conditions.clear();
    }

    /// The table does not know the code on the day that counts: no advice is better than a code
    /// that is refused.
    fn without_row(mut self, code: &str) -> Self {
        self.kind = OutcomeKind::NoGround;
        self.title = "Deze grondslag geldt niet op de begindatum".into();
        self.explanation = format!(
            "Je antwoorden wijzen naar grondslag {code}. Die geldt niet voor een benoeming die op \
             deze dag begint."
        );
        self.options = vec![
            "Kijk of de begindatum klopt. Klopt hij, neem dan contact op met het register."
                .to_owned(),
        ];
        self.evidence.clear();
        self.conditions.clear();
        self
    }
}

impl<'a> Given<'a> {
    fn of(passed: &'a [Passed<'_>]) -> Self {
        let mut given = Self::default();
        for step in passed {
            match (&step.answer, &step.question.kind) {
                (Answer::Date(day), Kind::Date(Input::FirstDay, _)) => given.first_day = Some(*day),
                (Answer::Date(day), Kind::Date(Input::Begin, _)) => {
                    given.begins = Some(*day);
                    given.first_day = Some(*day);
                }
                (Answer::Periods(periods), _) => {
                    given.first_day = window_start(periods);
                    given.periods = Some(periods);
                }
                _ => {}
            }
            if let Some(extensions) = step.answer.extensions(step.question) {
                given.extensions = extensions;
            }
        }
        given
    }
}

impl End {
    /// The latest day, when there is one for every size of the job.
    pub fn last_day(&self) -> Option<Date> {
        match self {
            Self::On(computed) => Some(computed.date),
            // A job can always be smaller, and last longer.
            Self::Never | Self::AsDecided | Self::BySize(_) | Self::Length(_) => None,
        }
    }

    /// In plain Dutch, for `Dit vul je in`.
    pub fn text(&self) -> String {
        match self {
            Self::Never => "Geen einddatum nodig".to_owned(),
            Self::AsDecided => "De datum uit het besluit of de regeling".to_owned(),
            Self::On(computed) => format!("Uiterlijk {}", notation::date(computed.date)),
            Self::BySize(ends) => {
                let full = ends.first().map(|sized| notation::date(sized.end.date));
                format!(
                    "Bij een volledige baan uiterlijk {}, bij een kleinere baan naar verhouding later",
                    full.unwrap_or_default()
                )
            }
            Self::Length(length) => format!("{length}, vanaf de eerste dag op deze grond"),
        }
    }
}

fn end(ground: &Ground, given: &Given<'_>) -> End {
    match ground.maximum {
        Maximum::None => return End::Never,
        Maximum::AsDecided => return End::AsDecided,
        Maximum::SchoolYears(_) | Maximum::Months(_) | Maximum::FteMonths(_) => {}
    }
    let computed = match (ground.maximum, given.periods, given.first_day) {
        (Maximum::FteMonths(months), _, Some(first)) => by_size(ground, months, first),
        (_, Some(periods), _) => replacement_end(ground, periods, given.extensions).map(End::On),
        (_, None, Some(first)) => ground.maximum_date(first, given.extensions).map(End::On),
        (_, None, None) => None,
    };
    computed.unwrap_or_else(|| End::Length(ground.maximum_text()))
}

/// The ends for some sizes of the job: half a job lasts twice as long.
fn by_size(ground: &Ground, months: u8, first: Date) -> Option<End> {
    let ends = SIZES.into_iter().map(|percent| {
        let longer = u16::from(months) * 100 / u16::from(percent);
        let as_months = Ground {
            maximum: Maximum::Months(longer),
            ..ground.clone()
        };
        let mut end = as_months.maximum_date(first, 0)?;
        if let Some(last) = end.steps.last_mut() {
            last.reason = format!(
                "{months} maanden bij een volledige baan. Bij een baan van {percent} procent: {longer} maanden vanaf de eerste dag"
            );
        }
        Some(SizedEnd { percent, end })
    });
    ends.collect::<Option<Vec<_>>>().map(End::BySize)
}

fn reason(passed: &Passed<'_>) -> Reason {
    Reason {
        nr: passed.nr,
        question: passed.question.id.clone(),
        text: passed.reason.clone(),
        article: passed.question.article.name.clone(),
    }
}
