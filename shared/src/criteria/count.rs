//! Which hours count. Every amount is asked with [`Counting::hours`], so that a rule never counts
//! what another one left out.
//!
//! Caps may overlap: an hour of self-study for the school can be in two. What counts is then the
//! least over every choice of caps of *what those caps let through, and all hours outside them*.
//! That is the same in any order, and one more hour never makes it less, which taking off each
//! excess would.

use super::{Counted, Days, Dossier, Facts, Rule, RuleKind, Selection, Worth, term::days_between};
use crate::portfolio::{Category, Quarters};
use jiff::{Span, civil::Date};

/// The hours of a dossier that may count.
pub(super) struct Counting<'a> {
    pieces: Vec<Piece<'a>>,
    caps: Vec<Cap<'a>>,
    equivalents: Vec<Equivalent<'a>>,
}

/// Hours of one activity in one category.
struct Piece<'a> {
    activity: &'a Counted,
    category: Option<Category>,
    hours: Quarters,
    carried: bool,
    /// In which caps it falls, a bit each.
    caps: u32,
    /// For which equivalents it may be exchanged, a bit each.
    equivalents: u32,
}

struct Cap<'a> {
    /// `None`: what is carried over.
    select: Option<&'a Selection>,
    most: Quarters,
    per_day: bool,
}

/// What activities may count for instead of their hours. An activity is exchanged once, by the
/// first of the chosen ones.
struct Equivalent<'a> {
    activities: Vec<&'a Counted>,
    category: Category,
    counts: Worth,
}

impl Selection {
    pub(super) fn has(&self, activity: &Counted, category: Option<Category>) -> bool {
        self.has_category(category) && self.has_activity(activity)
    }

    fn has_category(&self, category: Option<Category>) -> bool {
        self.categories.is_empty() || category.is_some_and(|c| self.categories.contains(&c))
    }

    /// Whether an activity has one of each list, some of its hours in one of the categories.
    pub(super) fn has_some_of(&self, activity: &Counted) -> bool {
        let in_category = |c: &Category| activity.split.get(*c) > Quarters::ZERO;
        self.has_activity(activity)
            && (self.categories.is_empty() || self.categories.iter().any(in_category))
    }

    pub(super) fn has_activity(&self, activity: &Counted) -> bool {
        let one_of = |wanted: &[String], there: &[String]| {
            wanted.is_empty() || wanted.iter().any(|one| there.contains(one))
        };
        (self.kinds.is_empty() || activity.kind.is_some_and(|kind| self.kinds.contains(&kind)))
            && one_of(&self.subjects, &activity.subjects)
            && one_of(&self.labels, &activity.labels)
    }
}

impl<'a> Counting<'a> {
    pub(super) fn of(dossier: &Dossier<'a>, facts: &Facts, rules: &[&'a Rule]) -> Self {
        let mut pieces = Vec::new();
        for activity in dossier.activities {
            let Some(carried) = admitted(activity, dossier, facts, rules) else {
                continue;
            };
            let mut piece = |category, hours| {
                if hours > Quarters::ZERO {
                    pieces.push(Piece {
                        activity,
                        category,
                        hours,
                        carried,
                        caps: 0,
                        equivalents: 0,
                    });
                }
            };
            for category in Category::ALL {
                piece(Some(category), activity.split.get(category));
            }
            piece(None, activity.hours - activity.split.total());
        }
        let mut counting = Self {
            pieces,
            caps: Vec::new(),
            equivalents: Vec::new(),
        };
        for rule in rules {
            counting.take_in(rule, facts);
        }
        counting
    }

    /// The hours that count of those that a selection has.
    pub(super) fn hours(&self, select: &Selection) -> Quarters {
        self.best(&|piece| select.has(piece.activity, piece.category), select)
    }

    /// The hours that count, of all.
    pub(super) fn total(&self) -> Quarters {
        self.hours(&Selection::default())
    }

    /// The hours of these activities that the caps let through; nothing is exchanged for them.
    pub(super) fn capped(&self, wanted: &dyn Fn(&Counted) -> bool) -> Quarters {
        let wanted = self.pieces.iter().filter(|piece| wanted(piece.activity));
        self.under_caps(&wanted.collect::<Vec<_>>())
    }

    /// The activities of which hours may count, each once.
    pub(super) fn activities(&self) -> impl Iterator<Item = &'a Counted> + '_ {
        let mut last: Option<&Counted> = None;
        self.pieces.iter().filter_map(move |piece| {
            let new = last.is_none_or(|last| !std::ptr::eq(last, piece.activity));
            last = Some(piece.activity);
            new.then_some(piece.activity)
        })
    }

    /// The hours that are carried over from before the term, before the cap.
    pub(super) fn carried(&self) -> Quarters {
        let carried = self.pieces.iter().filter(|piece| piece.carried);
        carried.map(|piece| piece.hours).sum()
    }

    /// The hours that a selection has before any cap.
    pub(super) fn uncapped(&self, select: &Selection) -> Quarters {
        let of = self
            .pieces
            .iter()
            .filter(|piece| select.has(piece.activity, piece.category));
        of.map(|piece| piece.hours).sum()
    }

    /// The hours that a cap lets through of a selection, as if it were the only one.
    pub(super) fn within(&self, select: &Selection, most: i32, per_day: bool) -> Quarters {
        let cap = Cap {
            select: Some(select),
            most: Quarters::hours(most),
            per_day,
        };
        cap.let_through(
            self.pieces
                .iter()
                .filter(|piece| select.has(piece.activity, piece.category)),
        )
    }

    fn take_in(&mut self, rule: &'a Rule, facts: &Facts) {
        match &rule.kind {
            RuleKind::MaxCategory {
                select,
                hours,
                per_day,
            } => self.cap(Cap {
                select: Some(select),
                most: Quarters::hours(*hours),
                per_day: *per_day,
            }),
            RuleKind::ValidDate(Days::CarriedOver { hours, .. }) => self.cap(Cap {
                select: None,
                most: Quarters::hours(*hours).min(facts.surplus),
                per_day: false,
            }),
            RuleKind::Equivalence {
                select,
                counts,
                as_category,
            } => self.exchange(select, *counts, *as_category),
            _ => {}
        }
    }

    /// Only a cap that is exceeded can take off anything.
    fn cap(&mut self, cap: Cap<'a>) {
        let all: Quarters = self
            .pieces
            .iter()
            .filter(|piece| cap.has(piece))
            .map(|piece| piece.hours)
            .sum();
        let through = cap.let_through(self.pieces.iter().filter(|piece| cap.has(piece)));
        if all <= through {
            return;
        }
        let bit = 1 << self.caps.len();
        for piece in self.pieces.iter_mut().filter(|piece| cap.has(piece)) {
            piece.caps |= bit;
        }
        self.caps.push(cap);
    }

    fn exchange(&mut self, select: &Selection, counts: Worth, category: Category) {
        let activities: Vec<&Counted> = self
            .activities()
            .filter(|activity| select.has_some_of(activity))
            .collect();
        if worth(&activities, counts).is_none() {
            return;
        }
        let bit = 1 << self.equivalents.len();
        for piece in &mut self.pieces {
            if select.has_some_of(piece.activity) {
                piece.equivalents |= bit;
            }
        }
        self.equivalents.push(Equivalent {
            activities,
            category,
            counts,
        });
    }

    /// What counts by the choice of exchanges that is best for the teacher.
    fn best(&self, wanted: &dyn Fn(&Piece) -> bool, select: &Selection) -> Quarters {
        let choices = 0..1_u32 << self.equivalents.len();
        choices
            .map(|exchanged| {
                let instead = self.instead(exchanged, select);
                let left: Vec<&Piece> = self
                    .pieces
                    .iter()
                    .filter(|piece| piece.equivalents & exchanged == 0 && wanted(piece))
                    .collect();
                instead + self.under_caps(&left)
            })
            .max()
            .unwrap_or_default()
    }

    /// What the chosen exchanges give of a selection.
    fn instead(&self, exchanged: u32, select: &Selection) -> Quarters {
        let mut taken: Vec<&Counted> = Vec::new();
        let mut hours = Quarters::ZERO;
        for (nr, one) in self.equivalents.iter().enumerate() {
            if exchanged & (1 << nr) == 0 {
                continue;
            }
            let free = |activity: &&&Counted| !taken.iter().any(|t| std::ptr::eq(*t, **activity));
            let own: Vec<&Counted> = one.activities.iter().filter(free).copied().collect();
            let is_in = select.has_category(Some(one.category))
                && own.iter().any(|activity| select.has_activity(activity));
            if is_in {
                hours = hours + worth(&own, one.counts).unwrap_or_default();
            }
            taken.extend(own);
        }
        hours
    }

    fn under_caps(&self, pieces: &[&Piece<'a>]) -> Quarters {
        let choices = 0..1_u32 << self.caps.len();
        choices
            .map(|chosen| {
                let outside = pieces.iter().filter(|piece| piece.caps & chosen == 0);
                let outside: Quarters = outside.map(|piece| piece.hours).sum();
                let inside = self
                    .caps
                    .iter()
                    .enumerate()
                    .filter(|(nr, _)| chosen & (1 << nr) != 0)
                    .map(|(nr, cap)| {
                        let of_cap = pieces.iter().filter(|piece| piece.caps & (1 << nr) != 0);
                        cap.let_through(of_cap.copied())
                    });
                outside + inside.sum()
            })
            .min()
            .unwrap_or_default()
    }
}

impl Cap<'_> {
    fn has(&self, piece: &Piece) -> bool {
        self.select.map_or(piece.carried, |select| {
            select.has(piece.activity, piece.category)
        })
    }

    fn let_through<'p, 'a: 'p>(&self, pieces: impl Iterator<Item = &'p Piece<'a>>) -> Quarters {
        if !self.per_day {
            return self.most.min(pieces.map(|piece| piece.hours).sum());
        }
        let mut stretches: Vec<Stretch> = Vec::new();
        for piece in pieces {
            let (from, until) = days_of(piece.activity);
            let same = |known: &&mut Stretch| (known.from, known.until) == (from, until);
            match stretches.iter_mut().find(same) {
                Some(known) => known.left = known.left + piece.hours,
                None => stretches.push(Stretch {
                    from,
                    until,
                    left: piece.hours,
                }),
            }
        }
        per_day(stretches, self.most)
    }
}

/// Hours that fall on some days, nobody knows which of them on which.
struct Stretch {
    from: Date,
    /// The day after the last one.
    until: Date,
    left: Quarters,
}

/// The days of an activity: the first, and the one after the last.
fn days_of(activity: &Counted) -> (Date, Date) {
    let last = activity.to.unwrap_or(activity.on).max(activity.on);
    (activity.on, last.tomorrow().unwrap_or(last))
}

/// The most hours that fit when each day takes so many, divided over the days of each stretch as is best
/// for the teacher: what ends first goes first.
fn per_day(mut stretches: Vec<Stretch>, most: Quarters) -> Quarters {
    stretches.sort_by_key(|stretch| stretch.until);
    let ends = stretches.iter().flat_map(|one| [one.from, one.until]);
    let mut borders: Vec<Date> = ends.collect();
    borders.sort_unstable();
    borders.dedup();
    let mut through = Quarters::ZERO;
    for (from, until) in borders.iter().zip(borders.iter().skip(1)) {
        let mut room = Quarters(most.0.saturating_mul(days_between(*from, *until)));
        for stretch in &mut stretches {
            if stretch.from <= *from && *until <= stretch.until {
                let taken = stretch.left.min(room);
                room = room - taken;
                stretch.left = stretch.left - taken;
                through = through + taken;
            }
        }
    }
    through
}

/// How much these activities are worth together; `None` when that does not apply.
pub(super) fn worth(activities: &[&Counted], counts: Worth) -> Option<Quarters> {
    match counts {
        Worth::Diploma(hours) => activities
            .iter()
            .any(|activity| activity.diploma)
            .then(|| Quarters::hours(hours)),
        Worth::PerCredit(hours) => {
            let credits: i32 = activities.iter().map(|a| i32::from(a.credits)).sum();
            (credits > 0).then(|| Quarters::hours(credits.saturating_mul(hours)))
        }
        Worth::AtMost(hours) => {
            let all: Quarters = activities.iter().map(|activity| activity.hours).sum();
            (!activities.is_empty()).then(|| all.min(Quarters::hours(hours)))
        }
    }
}

/// Whether an activity may count, and then whether it is carried over from before the term.
fn admitted(
    activity: &Counted,
    dossier: &Dossier<'_>,
    facts: &Facts,
    rules: &[&Rule],
) -> Option<bool> {
    let carried = dossier.term.is_some_and(|term| !term.contains(activity.on));
    let allowed = |rule: &&Rule| match &rule.kind {
        RuleKind::ValidDate(Days::UntilDecision) => !is_late(activity, facts),
        RuleKind::Reflection {
            or_not_counted: true,
            ..
        } => !lacks_reflection(activity, &rule.kind),
        _ => true,
    };
    let reached = |rule: &&Rule| match &rule.kind {
        RuleKind::ValidDate(Days::CarriedOver { months, .. }) => {
            is_just_before(activity.on, dossier, *months)
        }
        _ => false,
    };
    (rules.iter().all(allowed) && (!carried || rules.iter().any(reached))).then_some(carried)
}

fn is_just_before(on: Date, dossier: &Dossier<'_>, months: i32) -> bool {
    dossier.term.is_some_and(|term| {
        let from = term.first.saturating_sub(Span::new().months(months));
        (from..term.first).contains(&on)
    })
}

/// Whether an activity was entered after the decision.
pub(super) fn is_late(activity: &Counted, facts: &Facts) -> bool {
    matches!((activity.entered, facts.decided), (Some(entered), Some(decided)) if entered > decided)
}

/// Whether a rule asks a reflection with this activity, and it is not there.
pub(super) fn lacks_reflection(activity: &Counted, kind: &RuleKind) -> bool {
    match kind {
        RuleKind::Reflection {
            select,
            above_hours,
            words,
            ..
        } => {
            activity.hours > Quarters::hours(*above_hours)
                && select.has_some_of(activity)
                && activity.reflection_words < *words
        }
        _ => false,
    }
}
