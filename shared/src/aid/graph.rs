//! The questions and endings of all sectors, checked and tied together.

use super::file::{self, TreeError};
use super::outcome::OutcomeKind;
use super::question::{Article, Next, Question};
use super::tree::MAX_QUESTIONS;
use jiff::civil::Date;
use std::sync::LazyLock;

/// The files of the program. A new version of a sector is a new file beside the old one, whose
/// last day is then filled in.
const FILES: [&str; 6] = [
    include_str!("../../data/aid/sector.json"),
    include_str!("../../data/aid/po.json"),
    include_str!("../../data/aid/so.json"),
    include_str!("../../data/aid/vso.json"),
    include_str!("../../data/aid/vo.json"),
    include_str!("../../data/aid/mbo.json"),
];

/// The questions and endings of all sectors that hold together for a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graph {
    valid_from: Date,
    editions: Vec<Edition>,
    questions: Vec<Question>,
    endings: Vec<Ending>,
}

/// One file: the tree of a sector in one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// The name of the tree: `vo`.
    pub name: String,
    /// Its version: `2026-1`.
    pub version: String,
    /// First reference date on which it is used.
    pub valid_from: Date,
    /// Last reference date on which it is used.
    pub valid_to: Option<Date>,
}

/// What a path ends in, before the answers and the table of grounds make it an outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    pub id: String,
    /// The tree that it stands in, with its version: `vo 2026-1`.
    pub edition: String,
    pub kind: OutcomeKind,
    pub code: Option<String>,
    pub title: String,
    pub explanation: String,
    pub article: Article,
    pub evidence: Vec<String>,
    pub attention: Vec<String>,
    pub options: Vec<String>,
    /// What is left when the ground has run out.
    pub afterwards: Vec<String>,
    /// What holds for every ground.
    pub conditions: Vec<String>,
}

impl Graph {
    /// The graph of the program that holds on this day; `None` when a sector has no tree then.
    pub(super) fn on(on: Date) -> Option<&'static Self> {
        static GRAPHS: LazyLock<Vec<Graph>> = LazyLock::new(|| {
            Graph::parse(&FILES).expect("the question trees that come with the program are right")
        });
        Self::valid_on(&GRAPHS, on)
    }

    /// The one of these graphs that holds on this day.
    pub(super) fn valid_on(graphs: &[Self], on: Date) -> Option<&Self> {
        let holds = |graph: &&Self| graph.editions.iter().all(|edition| edition.holds_on(on));
        graphs
            .iter()
            .rev()
            .find(|graph| graph.valid_from <= on)
            .filter(holds)
    }

    /// Reads files into the graphs that they make, one for each time in which no file begins or
    /// ends.
    ///
    /// # Errors
    /// [`TreeError`] names the file and the place.
    pub fn parse(files: &[&str]) -> Result<Vec<Self>, TreeError> {
        let files = files
            .iter()
            .map(|text| file::read(text))
            .collect::<Result<Vec<_>, _>>()?;
        let mut starts: Vec<Date> = files.iter().map(|file| file.edition.valid_from).collect();
        starts.extend(
            files
                .iter()
                .filter_map(|file| file.edition.valid_to?.tomorrow().ok()),
        );
        starts.sort_unstable();
        starts.dedup();
        // Before the last file began, a sector may have had no tree yet.
        let names = |file: &file::File| file.edition.name.clone();
        let mut all: Vec<String> = files.iter().map(names).collect();
        all.sort_unstable();
        all.dedup();
        let mut graphs = Vec::new();
        for start in starts {
            let valid: Vec<_> = files.iter().filter(|f| f.edition.holds_on(start)).collect();
            if all
                .iter()
                .all(|name| valid.iter().any(|f| &f.edition.name == name))
            {
                graphs.push(Self::tie(start, &valid)?);
            }
        }
        Ok(graphs)
    }

    /// The trees that it is made of.
    pub fn editions(&self) -> &[Edition] {
        &self.editions
    }

    /// All questions; the first asks for the sector.
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    pub(super) fn first(&self) -> &Question {
        &self.questions[0]
    }

    pub(super) fn endings(&self) -> &[Ending] {
        &self.endings
    }

    pub(super) fn question_at(&self, next: Next) -> Option<&Question> {
        match next {
            Next::Question(index) => self.questions.get(index),
            Next::Ending(_) => None,
        }
    }

    /// The most questions that are still to come from this one on, itself included.
    pub(super) fn longest_from(&self, question: &Question) -> usize {
        let longest = question
            .ways()
            .into_iter()
            .filter_map(|next| self.question_at(next))
            .map(|next| self.longest_from(next))
            .max();
        1 + longest.unwrap_or(0)
    }

    /// Ties the questions and endings of files together, and checks that what came of it has no
    /// circle, no path that is too long and nothing that cannot be reached.
    fn tie(valid_from: Date, files: &[&file::File]) -> Result<Self, TreeError> {
        let mut names = file::Names::default();
        for file in files {
            names.add(file)?;
        }
        let mut graph = Self {
            valid_from,
            editions: files.iter().map(|file| file.edition.clone()).collect(),
            questions: Vec::new(),
            endings: Vec::new(),
        };
        let conditions: Vec<String> = files.iter().flat_map(|f| f.conditions.clone()).collect();
        for file in files {
            graph.questions.extend(file.questions(&names)?);
            graph.endings.extend(file.endings(&conditions)?);
        }
        graph.check_lengths()?;
        graph.check_reach()?;
        Ok(graph)
    }

    fn check_lengths(&self) -> Result<(), TreeError> {
        // Breadth first: a path of one question more than allowed is too long, or a circle.
        let mut layer = vec![0_usize];
        for _ in 0..MAX_QUESTIONS {
            let mut next: Vec<usize> = layer
                .iter()
                .flat_map(|index| self.questions[*index].ways())
                .filter_map(|way| match way {
                    Next::Question(index) => Some(index),
                    Next::Ending(_) => None,
                })
                .collect();
            next.sort_unstable();
            next.dedup();
            layer = next;
        }
        match layer.first() {
            None => Ok(()),
            Some(index) => Err(TreeError::TooLong {
                question: self.questions[*index].id.to_string(),
            }),
        }
    }

    fn check_reach(&self) -> Result<(), TreeError> {
        let ways: Vec<Next> = self.questions.iter().flat_map(Question::ways).collect();
        let orphan = (1..self.questions.len())
            .find(|index| !ways.contains(&Next::Question(*index)))
            .map(|index| self.questions[index].id.to_string());
        let unused = (0..self.endings.len())
            .find(|index| !ways.contains(&Next::Ending(*index)))
            .map(|index| self.endings[index].id.clone());
        match orphan.or(unused) {
            None => Ok(()),
            Some(id) => Err(TreeError::Orphan { id }),
        }
    }
}

impl Edition {
    fn holds_on(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }
}
