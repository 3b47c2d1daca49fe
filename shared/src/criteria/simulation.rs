//! What a draft would do to the teachers of the country, as a fold over their portfolios: counts
//! only, and none from which one could tell anything of a few people.

use super::{
    AgeGroup, CriteriaSet, Dossier, Facts, Group, NewNeed, PartTime, evaluate::failing,
    needs::new_needs,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A group of fewer is not shown, and what is shown is a multiple of it.
const LEAST: u32 = 10;

/// A group of fewer is small: that nearly everybody in it passes, or nearly nobody, would tell of each of
/// them. It is shown as 30 or less, so that a page can tell which groups these are.
const SMALL: u32 = 35;

/// A running simulation. Parts of the country can be folded apart, kept and merged.
#[derive(Clone, Debug)]
pub struct Simulation<'a> {
    now: &'a [CriteriaSet],
    draft: &'a CriteriaSet,
    counts: Counts,
}

/// What a simulation has counted so far: to be kept when it stops halfway, and never to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    groups: Vec<(Group, Tally)>,
    lost_by: BTreeMap<String, u32>,
}

/// How many teachers there are in a group, and what becomes of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Tally {
    all: u32,
    now: u32,
    draft: u32,
    won: u32,
    lost: u32,
}

/// What is shown of a group, in tens; `None` is fewer than ten, or hidden so that another count
/// cannot be reckoned from it, or one of a small group of which it would tell of each (see
/// [`Cells::is_small`]).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cells {
    /// How many teachers there are.
    pub all: Option<u32>,
    /// How many fulfil the set of now.
    pub now: Option<u32>,
    /// How many would fulfil the draft.
    pub draft: Option<u32>,
    /// How many fulfil the draft only.
    pub won: Option<u32>,
    /// How many fulfil the set of now only.
    pub lost: Option<u32>,
}

/// What is shown of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupReport {
    /// The group.
    pub group: Group,
    /// Its counts.
    pub cells: Cells,
}

/// What a draft would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Each group, hidden ones too.
    pub groups: Vec<GroupReport>,
    /// By which rules of the draft teachers would no longer fulfil it, the most first. Only what
    /// is ten or more.
    pub lost_by: Vec<(String, u32)>,
    /// What the draft asks to know that the set of now does not.
    pub new_needs: Vec<NewNeed>,
}

impl<'a> Simulation<'a> {
    /// Nobody yet. `now` are the sets in force, in the order in which they begin: each teacher is held
    /// against the newest for the sector.
    pub fn new(now: &'a [CriteriaSet], draft: &'a CriteriaSet) -> Self {
        Self::resume(now, draft, Counts::default())
    }

    /// Goes on from what was counted before, by the same sets.
    pub const fn resume(now: &'a [CriteriaSet], draft: &'a CriteriaSet, counts: Counts) -> Self {
        Self { now, draft, counts }
    }

    /// Takes in the portfolio of one teacher. One for whom the draft does not hold, by the sector, is left
    /// out: nothing changes there.
    pub fn add(&mut self, dossier: &Dossier<'_>, facts: &Facts, age: AgeGroup, part: PartTime) {
        let sector = dossier.sector;
        if !self.draft.is_for(sector) {
            return;
        }
        let groups = [
            sector.map_or(Group::NoSector, Group::Sector),
            Group::Age(age),
            Group::PartTime(part),
        ];
        let now = self.now.iter().rfind(|set| set.is_for(sector));
        let now = now.is_some_and(|set| failing(dossier, facts, set).is_empty());
        let fails = failing(dossier, facts, self.draft);
        let one = Tally {
            all: 1,
            now: now.into(),
            draft: fails.is_empty().into(),
            won: (!now && fails.is_empty()).into(),
            lost: (now && !fails.is_empty()).into(),
        };
        for group in [Group::All].into_iter().chain(groups) {
            self.counts.tally(group).add(one);
        }
        if now {
            for code in fails {
                *self.counts.lost_by.entry(code.to_owned()).or_default() += 1;
            }
        }
    }

    /// Takes in what another part of the country came to, by the same two sets.
    pub fn merge(&mut self, other: Counts) {
        for (group, tally) in other.groups {
            self.counts.tally(group).add(tally);
        }
        for (code, count) in other.lost_by {
            *self.counts.lost_by.entry(code).or_default() += count;
        }
    }

    /// What was counted so far.
    pub const fn counts(&self) -> &Counts {
        &self.counts
    }

    /// What may be shown. `before` is the set with which the draft is compared.
    pub fn report(&self, before: &CriteriaSet) -> Report {
        let Counts { groups, lost_by } = &self.counts;
        // By which rules only when it may be told how many: of a small group that is not always so.
        let everybody = groups.iter().find(|(group, _)| *group == Group::All);
        let told = everybody.is_some_and(|(_, tally)| tally.cells().lost.is_some());
        let mut lost_by: Vec<(String, u32)> = lost_by
            .iter()
            .filter(|_| told)
            .filter_map(|(code, count)| Some((code.clone(), shown(*count)?)))
            .collect();
        lost_by.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let hidden = self.counts.hidden();
        let mut groups: Vec<GroupReport> = groups
            .iter()
            .map(|(group, tally)| GroupReport {
                group: *group,
                cells: if hidden.contains(group) {
                    Cells::default()
                } else {
                    tally.cells()
                },
            })
            .collect();
        groups.sort_by_key(|report| report.group);
        Report {
            groups,
            lost_by,
            new_needs: new_needs(before, self.draft),
        }
    }
}

impl Counts {
    /// The tally of a group, made when it is the first time. There are few groups: looking through
    /// them is quickest.
    fn tally(&mut self, group: Group) -> &mut Tally {
        let at = self.groups.iter().position(|(known, _)| *known == group);
        let at = at.unwrap_or_else(|| {
            self.groups.push((group, Tally::default()));
            self.groups.len() - 1
        });
        &mut self.groups[at].1
    }

    /// The groups that are too small, and those that must go with them: from the whole and all
    /// other groups of its kind one could reckon a group that is hidden alone.
    fn hidden(&self) -> Vec<Group> {
        let everybody = self.groups.iter().find(|(group, _)| *group == Group::All);
        if everybody.is_some_and(|(_, tally)| tally.all < LEAST) {
            return self.groups.iter().map(|(group, _)| *group).collect();
        }
        let mut hidden = Vec::new();
        for kind in [Group::is_sector, Group::is_age, Group::is_part_time] {
            let mut of_kind: Vec<(Group, u32)> = self
                .groups
                .iter()
                .filter(|(group, _)| kind(*group))
                .map(|(group, tally)| (*group, tally.all))
                .collect();
            of_kind.sort_by_key(|(group, all)| (*all, *group));
            let mut own: Vec<Group> = Vec::new();
            let mut together = 0;
            for (group, all) in of_kind {
                let alone = !own.is_empty() && (own.len() < 2 || together < LEAST);
                if all < LEAST || alone {
                    own.push(group);
                    together += all;
                }
            }
            hidden.extend(own);
        }
        hidden
    }
}

impl Tally {
    const fn add(&mut self, other: Self) {
        self.all += other.all;
        self.now += other.now;
        self.draft += other.draft;
        self.won += other.won;
        self.lost += other.lost;
    }

    /// Each count by itself in tens: the difference of two of them tells nothing of a few people. Of a
    /// small group the parts are shown together or not at all, for each can be reckoned from the others:
    /// only when ten or more pass and ten or more do not, now and with the draft.
    fn cells(self) -> Cells {
        let is_divided = |part: u32| part >= LEAST && self.all - part >= LEAST;
        let is_told = self.all >= SMALL || (is_divided(self.now) && is_divided(self.draft));
        let part = |count| if is_told { shown(count) } else { None };
        Cells {
            all: shown(self.all),
            now: part(self.now),
            draft: part(self.draft),
            won: part(self.won),
            lost: part(self.lost),
        }
    }
}

impl Cells {
    /// Whether the group is small: what is not shown of it need not be fewer than ten.
    pub fn is_small(&self) -> bool {
        self.all.is_none_or(|all| all < SMALL)
    }
}

fn shown(count: u32) -> Option<u32> {
    (count >= LEAST).then(|| (count + LEAST / 2) / LEAST * LEAST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        criteria::{Counted, DataNeed, Rule, RuleKind, Supplier},
        portfolio::{Category, Quarters, Split},
        sector::Sector,
    };
    use jiff::civil::date;
    use proptest::prelude::*;

    fn draft(norm: i32) -> CriteriaSet {
        let mut set = CriteriaSet::example().clone();
        if let Some(RuleKind::MinTotal { hours }) = set.rules.first_mut().map(|rule| &mut rule.kind)
        {
            *hours = norm;
        }
        set
    }

    fn add(
        simulation: &mut Simulation<'_>,
        sector: impl Into<Option<Sector>>,
        hours: i32,
        times: u32,
    ) {
        let hours = Quarters::hours(hours);
        let activities = [Counted {
            on: date(2023, 1, 1),
            hours,
            split: Split::only(Category::SubjectContent, hours),
            ..Counted::default()
        }];
        let dossier = Dossier {
            activities: &activities,
            sector: sector.into(),
            term: None,
        };
        for _ in 0..times {
            let facts = Facts::default();
            simulation.add(&dossier, &facts, AgeGroup::of(40), PartTime::of(10_000));
        }
    }

    fn all_of(report: &Report, group: Group) -> Option<u32> {
        let found = report.groups.iter().find(|one| one.group == group);
        found.expect("the group").cells.all
    }

    #[test]
    fn who_wins_and_who_loses_is_counted_in_tens_and_few_are_not_shown() {
        let (now, milder, stricter) = (CriteriaSet::example(), draft(140), draft(180));
        let sets = std::slice::from_ref(now);
        let mut mild = Simulation::new(sets, &milder);
        let mut strict = Simulation::new(sets, &stricter);
        for simulation in [&mut mild, &mut strict] {
            add(simulation, Sector::Po, 150, 24);
            add(simulation, Sector::Po, 170, 43);
            add(simulation, Sector::Po, 200, 7);
        }
        let cells = |simulation: &Simulation<'_>| simulation.report(now).groups[0].cells;
        let expected = Cells {
            all: Some(70),
            now: Some(50),
            draft: Some(70),
            won: Some(20),
            lost: None,
        };
        assert_eq!(cells(&mild), expected);
        let expected = Cells {
            draft: None,
            won: None,
            lost: Some(40),
            ..expected
        };
        assert_eq!(cells(&strict), expected);
        assert_eq!(strict.report(now).lost_by, [("R01".to_owned(), 40)]);
    }

    #[test]
    fn a_small_group_takes_the_next_one_with_it_so_that_nobody_can_reckon_it() {
        let set = CriteriaSet::example();
        let sets = std::slice::from_ref(set);
        let mut simulation = Simulation::new(sets, set);
        add(&mut simulation, Sector::Po, 160, 100);
        add(&mut simulation, Sector::Vo, 160, 50);
        add(&mut simulation, Sector::Mbo, 160, 3);
        let report = simulation.report(set);
        assert_eq!(all_of(&report, Group::All), Some(150));
        assert_eq!(all_of(&report, Group::Sector(Sector::Po)), Some(100));
        assert_eq!(all_of(&report, Group::Sector(Sector::Vo)), None);
        assert_eq!(all_of(&report, Group::Sector(Sector::Mbo)), None);
        let mut few = Simulation::new(sets, set);
        add(&mut few, Sector::Po, 160, 9);
        assert!(
            few.report(set)
                .groups
                .iter()
                .all(|g| g.cells == Cells::default())
        );
    }

    #[test]
    fn of_a_small_group_is_not_told_that_everybody_passes_or_nobody() {
        let (now, milder, stricter) = (CriteriaSet::example(), draft(140), draft(180));
        let of = |draft: &CriteriaSet, passing: u32, failing: u32| {
            let mut simulation = Simulation::new(std::slice::from_ref(now), draft);
            add(&mut simulation, Sector::Po, 165, passing);
            add(&mut simulation, Sector::Po, 100, failing);
            simulation.report(now)
        };
        let alone = |all| Cells {
            all: Some(all),
            ..Cells::default()
        };
        for (passing, failing, all) in [(12, 0, 10), (25, 3, 30), (0, 30, 30), (34, 0, 30)] {
            let report = of(&milder, passing, failing);
            assert_eq!(
                report.groups[0].cells,
                alone(all),
                "{passing} and {failing}"
            );
            assert!(report.groups[0].cells.is_small());
        }
        // All that passed would fail: from those that lose it one could reckon who passed.
        let report = of(&stricter, 12, 13);
        assert_eq!(
            (report.groups[0].cells, report.lost_by),
            (alone(30), vec![])
        );
        let divided = of(&milder, 12, 11).groups[0].cells;
        assert_eq!((divided.now, divided.draft), (Some(10), Some(10)));
        let many = of(&milder, 40, 0).groups[0].cells;
        assert_eq!((many.now, many.is_small()), (Some(40), false));
    }

    #[test]
    fn a_draft_for_some_sectors_is_reckoned_for_those_and_each_is_held_against_its_own_set() {
        let (general, mut milder) = (CriteriaSet::example(), draft(140));
        let mut own = draft(60);
        own.sectors = vec![Sector::Vo];
        let sets = [general.clone(), own];
        let mut whole = Simulation::new(&sets, &milder);
        for sector in [Some(Sector::Po), Some(Sector::Vo), None] {
            add(&mut whole, sector, 150, 40);
        }
        let of = |simulation: &Simulation<'_>, group| {
            let report = simulation.report(general);
            let found = report.groups.iter().find(|one| one.group == group);
            found.map(|one| (one.cells.now, one.cells.draft))
        };
        assert_eq!(
            of(&whole, Group::Sector(Sector::Po)),
            Some((None, Some(40)))
        );
        assert_eq!(
            of(&whole, Group::Sector(Sector::Vo)),
            Some((Some(40), Some(40)))
        );
        assert_eq!(of(&whole, Group::NoSector), Some((None, Some(40))));
        milder.sectors = vec![Sector::Po];
        let mut some = Simulation::new(&sets, &milder);
        for sector in [Some(Sector::Po), Some(Sector::Vo), None] {
            add(&mut some, sector, 150, 40);
        }
        assert_eq!(of(&some, Group::All), Some((None, Some(40))));
        assert_eq!(of(&some, Group::Sector(Sector::Vo)), None);
        assert_eq!(of(&some, Group::NoSector), None);
    }

    #[test]
    fn the_rules_of_a_sector_are_not_asked_of_whom_no_sector_is_known() {
        let mut nested = CriteriaSet::example().clone();
        let part = Rule {
            code: "R05a".to_owned(),
            kind: RuleKind::MinTotal { hours: 300 },
            sectors: vec![Sector::Po],
            ..nested.rules[0].clone()
        };
        nested.rules.push(Rule {
            code: "R05".to_owned(),
            kind: RuleKind::All { rules: vec![part] },
            ..nested.rules[0].clone()
        });
        let sets = std::slice::from_ref(CriteriaSet::example());
        let mut simulation = Simulation::new(sets, &nested);
        add(&mut simulation, None, 200, 40);
        let report = simulation.report(&sets[0]);
        assert_eq!(report.groups[0].cells.draft, Some(40));
    }

    #[test]
    fn the_new_data_that_a_draft_asks_is_told_with_who_supplies_it() {
        let set = CriteriaSet::example();
        let sets = std::slice::from_ref(set);
        let simulation = Simulation::new(sets, CriteriaSet::thirty());
        let needs = simulation.report(set).new_needs;
        let of = |need| needs.iter().find(|new| new.need == need);
        let experience = of(DataNeed::Experience).expect("hours of work");
        assert_eq!(experience.supplier, Supplier::School);
        assert_eq!(experience.rules, ["R12"]);
        assert_eq!(of(DataNeed::Categories), None);
        let same = Simulation::new(sets, set).report(set);
        assert!(same.new_needs.is_empty());
    }

    proptest! {
        #[test]
        fn what_is_hidden_is_never_one_group_or_fewer_than_ten_and_parts_merge(
            sizes in prop::array::uniform5(0_u32..30), at in 0_usize..5
        ) {
            let set = CriteriaSet::example();
            let sets = std::slice::from_ref(set);
            let mut whole = Simulation::new(sets, set);
            let mut parts = [Simulation::new(sets, set), Simulation::new(sets, set)];
            for (nr, (sector, size)) in Sector::ALL.into_iter().zip(sizes).enumerate() {
                add(&mut whole, sector, 160, size);
                add(&mut parts[usize::from(nr < at)], sector, 160, size);
            }
            let [first, second] = parts;
            // Kept halfway, and taken up again.
            let kept = serde_json::to_string(first.counts()).expect("JSON");
            let kept = serde_json::from_str(&kept).expect("counts");
            let mut first = Simulation::resume(sets, set, kept);
            first.merge(second.counts().clone());
            let report = whole.report(set);
            prop_assert_eq!(&first.report(set), &report);
            let hidden: Vec<u32> = Sector::ALL
                .into_iter()
                .zip(sizes)
                .filter(|(sector, size)| *size > 0 && all_of(&report, Group::Sector(*sector)).is_none())
                .map(|(_, size)| size)
                .collect();
            let others = sizes.iter().filter(|size| **size > 0).count() - hidden.len();
            prop_assert!(hidden.is_empty() || others == 0 || (hidden.len() >= 2 && hidden.iter().sum::<u32>() >= 10));
            for cells in report.groups.iter().map(|group| group.cells) {
                let counts = [cells.all, cells.now, cells.draft, cells.won, cells.lost];
                prop_assert!(counts.into_iter().flatten().all(|count| count >= 10 && count % 10 == 0));
            }
            for (sector, size) in Sector::ALL.into_iter().zip(sizes) {
                if size > 0 && size < 10 {
                    prop_assert_eq!(all_of(&report, Group::Sector(sector)), None);
                }
            }
        }
    }
}
