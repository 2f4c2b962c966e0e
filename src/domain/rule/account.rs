//! A partner's points as an account that grows: what is asked about one award after the other.
//!
//! A file may report ten thousand deployments of a partner, each priced at the tier that the ones before it led to
//! about. An account is made from the history once and learns each award, so that the next question costs no walk
//! through all of them.

use super::points::{OPENING_BALANCE, priced};
use super::progress;
use super::refusal::{Refusal, Why};
use super::tier;
use super::uses::{JudgedAward, Use, UsedLimits};
use crate::domain::fact::{Award, Fact, Recorded, Reversal};
use crate::domain::partner::history::History;
use crate::domain::partner::ledger::{Balances, Grant};
use crate::domain::partner::standing::Stage;
use crate::domain::program::versions::Rules;
use crate::domain::program::{Activity, Earned, Limit, Program, Tier};
use crate::domain::value::day::Day;
use crate::domain::value::id::{EntryId, FactId, PartnerId};
use std::collections::{BTreeMap, HashSet};

/// A partner's points, with its participations and stages.
pub struct Account<'r> {
    rules: &'r Rules,
    partner: PartnerId,
    /// The history without points: applications, steps and the like.
    course: History,
    balances: BTreeMap<u32, Balances>,
    uses: UsedLimits,
    /// Activities that some version of the rules limits otherwise than by their references.
    limited: HashSet<&'r str>,
    /// Activities that some version of the rules awards only at their last step.
    stepwise: HashSet<&'r str>,
    /// Where the partner stood on the day asked for last.
    place: Option<(Day, Option<StageOnDay>)>,
}

/// The stage of a running participation on a day.
#[derive(Clone, Copy)]
struct StageOnDay {
    participation: u32,
    stage: Stage,
    adopted: bool,
    certified_on: Option<Day>,
}

/// The name of an award that is asked about and not recorded yet.
const ASKED: FactId = FactId {
    entry: EntryId::PENDING,
    n: i64::MAX,
};

impl<'r> Account<'r> {
    /// The account as a history leaves it.
    #[must_use]
    pub fn of(rules: &'r Rules, history: &History) -> Self {
        let mut account = Self::using(rules, &history.partner, history.facts().iter());
        for fact in history.facts() {
            account.follow(fact);
        }
        account
    }

    /// The account of a partner of which only is known what these facts use up; they are to be
    /// [followed](Self::follow) yet.
    pub(crate) fn using<'f>(
        rules: &'r Rules,
        partner: &PartnerId,
        facts: impl Iterator<Item = &'f Recorded> + Clone,
    ) -> Self {
        let mut account = Self {
            rules,
            partner: partner.clone(),
            course: History::new(partner.clone()),
            balances: BTreeMap::new(),
            uses: UsedLimits::default(),
            limited: rules
                .versions()
                .flat_map(|version| &version.program.activities)
                .filter(|activity| activity.limit != Limit::Each)
                .map(|activity| activity.id.as_str())
                .collect(),
            stepwise: rules
                .versions()
                .flat_map(|version| &version.program.activities)
                .filter(|activity| activity.steps_required)
                .map(|activity| activity.id.as_str())
                .collect(),
            place: None,
        };
        for fact in facts.clone() {
            if let Fact::Reversal(reversal) = &fact.fact {
                account.uses.expect_reversal(fact.id, fact.on, reversal);
            }
        }
        for fact in facts {
            if let Fact::Award(award) = &fact.fact {
                account.uses(fact.id, fact.on, award);
            }
        }
        account
    }

    /// The rules it goes by.
    pub(crate) fn rules(&self) -> &'r Rules {
        self.rules
    }

    /// The day of the partner's first application.
    pub(crate) fn first_application(&self) -> Option<Day> {
        self.course.first_application()
    }

    /// A refusal that concerns the partner.
    pub(crate) fn refusal(&self, on: Day, why: Why) -> Refusal {
        Refusal::new(&self.partner, on, why)
    }

    /// Takes note of what a fact means for balances and stages, not of what it uses up.
    pub(crate) fn follow(&mut self, fact: &Recorded) {
        match &fact.fact {
            Fact::Award(award) => self.count_award(fact.id, fact.on, award),
            Fact::Reversal(reversal) => self.count_reversal(fact.id, fact.on, reversal),
            Fact::Application(_) | Fact::Adoption(_) | Fact::Step(_) | Fact::Progress(_) => {
                self.course.add(fact.clone());
                self.place = None;
            }
            _ => {}
        }
    }

    fn uses(&mut self, id: FactId, on: Day, award: &Award) {
        let limited = self.limited.contains(award.activity.as_str());
        self.uses.learn(id, on, award, limited);
    }

    /// Takes note of an award.
    pub fn learn(&mut self, id: FactId, on: Day, award: &Award) {
        self.count_award(id, on, award);
        self.uses(id, on, award);
    }

    /// Takes note of the reversal of an award that has this reference.
    pub fn reverse(&mut self, by: FactId, on: Day, reversal: &Reversal, reference: Option<&str>) {
        self.count_reversal(by, on, reversal);
        self.uses.reverse(by, on, reversal, reference);
    }

    fn count_award(&mut self, id: FactId, on: Day, award: &Award) {
        // The work on such an activity ends with its award.
        if self.stepwise.contains(award.activity.as_str()) {
            let fact = Fact::Award(award.clone());
            self.course.add(Recorded { id, on, fact });
        }
        let balances = self.balances.entry(award.participation).or_default();
        balances.add(&Grant::of_award(id, on, award));
    }

    fn count_reversal(&mut self, id: FactId, on: Day, reversal: &Reversal) {
        let balances = self.balances.entry(reversal.participation).or_default();
        balances.add(&Grant::of_reversal(id, on, reversal));
    }

    /// The award that uses a reference of an activity on a day, in any participation.
    #[must_use]
    pub fn used_reference(&self, on: Day, activity: &str, reference: &str) -> Option<FactId> {
        let used = self.uses.of_reference(activity, reference, self.asked(on));
        used.map(|used| used.award)
    }

    /// Every award that a reference ever had for an activity, reversed ones included.
    #[must_use]
    pub fn ever_awarded(&self, activity: &str, reference: &str) -> &[Use] {
        self.uses.ever(activity, reference)
    }

    fn asked(&self, on: Day) -> JudgedAward {
        self.judged(ASKED, on)
    }

    fn judged(&self, id: FactId, on: Day) -> JudgedAward {
        JudgedAward {
            id,
            on,
            reading: self.rules.reading(),
        }
    }

    /// The participation that runs on a day.
    pub fn participation(&mut self, on: Day) -> Option<u32> {
        self.place(on).map(|place| place.participation)
    }

    fn place(&mut self, on: Day) -> Option<StageOnDay> {
        match self.place {
            Some((day, place)) if day == on => place,
            _ => {
                let standing = self.course.at(on);
                let place = standing.running().map(|current| StageOnDay {
                    participation: current.number,
                    stage: current.stage,
                    adopted: current.adopted,
                    certified_on: current.certified_on,
                });
                self.place = Some((on, place));
                place
            }
        }
    }

    fn balance(&mut self, on: Day, place: StageOnDay) -> i64 {
        let balances = self.balances.entry(place.participation).or_default();
        balances.on(on)
    }

    /// The tier held on a day.
    fn tier(&mut self, on: Day, place: StageOnDay) -> Option<&'r Tier> {
        if place.stage != Stage::Certified {
            return None;
        }
        let program = self.rules.on(on);
        let span = tier::counting_days(program, place.certified_on, on);
        let balances = self.balances.entry(place.participation).or_default();
        tier::reached(program, balances.best(&span))
    }

    /// The award an activity earns on a day, priced at the tier held that day before it.
    pub fn price(&mut self, on: Day, activity: &Activity) -> Award {
        let place = self.place(on);
        let tier = place.and_then(|place| self.tier(on, place));
        priced(
            activity,
            tier,
            place.map_or(0, |place| place.participation),
            on,
        )
    }

    /// Checks an award.
    ///
    /// # Errors
    /// Refuses what the program does not know or the partner cannot earn on that day, a limit that is used up, a
    /// prerequisite that is not reached, a reference that was used or is missing. An override skips all of
    /// them but the reference's and the stage.
    pub fn allow(&mut self, on: Day, award: &Award) -> Result<(), Refusal> {
        self.allow_named(ASKED, on, award)
    }

    /// The same of an award that has a name already: what was recorded after it uses up nothing of it.
    pub(crate) fn allow_named(
        &mut self,
        id: FactId,
        on: Day,
        award: &Award,
    ) -> Result<(), Refusal> {
        self.allowed(self.judged(id, on), award)
            .map_err(|why| Refusal::new(&self.partner, on, why))
    }

    fn allowed(&mut self, judged: JudgedAward, award: &Award) -> Result<(), Why> {
        let on = judged.on;
        let place = self.place(on);
        let Some(place) = place.filter(|place| place.participation == award.participation) else {
            return Err(Why::not_running(&self.course.at(on)));
        };
        let unknown = || Why::UnknownActivity {
            activity: award.activity.clone(),
        };
        if award.activity == OPENING_BALANCE {
            return if place.adopted {
                Ok(())
            } else {
                Err(unknown())
            };
        }
        let Some(activity) = self.rules.on(on).activity(&award.activity) else {
            return Err(unknown());
        };
        let stage_enough = match activity.from {
            Earned::Candidate => place.stage >= Stage::Candidate,
            Earned::Tier(_) => place.stage == Stage::Certified,
        };
        if !stage_enough {
            return Err(Why::NotCertifiedYet {
                activity: activity.id.clone(),
                stage: place.stage,
            });
        }
        match &award.reference {
            Some(reference) => {
                if let Some(used) = self.uses.of_reference(&activity.id, reference, judged) {
                    return Err(Why::ReferenceUsed {
                        activity: activity.id.clone(),
                        reference: reference.clone(),
                        award: used.award,
                        free_from: used.free_from(),
                    });
                }
            }
            None if activity.limit == Limit::Each => {
                return Err(Why::ReferenceMissing {
                    activity: activity.id.clone(),
                });
            }
            None => {}
        }
        if award.override_reason.is_some() {
            return Ok(());
        }
        self.within_limits(judged, place, activity)
    }

    fn within_limits(
        &mut self,
        judged: JudgedAward,
        place: StageOnDay,
        activity: &Activity,
    ) -> Result<(), Why> {
        let on = judged.on;
        let held = self.tier(on, place);
        let balance = self.balance(on, place);
        open_at(self.rules.on(on), activity, held, balance)?;
        if activity.steps_required
            && let Some(current) = self.course.at(on).running()
        {
            progress::allow_award(current, activity)?;
        }
        match self.uses.of_limit(activity, place.participation, judged) {
            Some(used) => Err(Why::LimitUsed {
                activity: activity.id.clone(),
                limit: activity.limit,
                award: used.award,
                on: used.on,
                free_from: used.free_from(),
            }),
            None => Ok(()),
        }
    }

    /// Says whether an award was granted the points, and the expiry, that its activity earned by what is known. An
    /// opening balance has no price.
    ///
    /// # Errors
    /// Names what it earned.
    pub fn check_price(&mut self, on: Day, award: &Award) -> Result<(), Refusal> {
        let activity = self.rules.on(on).activity(&award.activity);
        let Some(activity) = activity.filter(|activity| activity.id != OPENING_BALANCE) else {
            return Ok(());
        };
        let earned = self.price(on, activity);
        if (award.points, award.expires_on) == (earned.points, earned.expires_on) {
            return Ok(());
        }
        Err(self.refusal(
            on,
            Why::NotThePrice {
                activity: activity.id.clone(),
                points: earned.points,
                expires_on: earned.expires_on,
            },
        ))
    }

    /// Whether an activity can be earned once more on a day, as far as its limit goes.
    pub fn limit_is_free(&mut self, on: Day, activity: &Activity) -> bool {
        let asked = self.asked(on);
        self.place(on).is_some_and(|place| {
            let used = self.uses.of_limit(activity, place.participation, asked);
            used.is_none()
        })
    }
}

/// Says whether an activity can be earned at a tier and a balance.
///
/// # Errors
/// Refuses one that is earned from a higher tier on, or whose prerequisite balance is not reached.
pub fn open_at(
    program: &Program,
    activity: &Activity,
    held: Option<&Tier>,
    balance: i64,
) -> Result<(), Why> {
    if let Earned::Tier(from) = &activity.from {
        let rank = |id: &str| program.tier_rank(id);
        if held.and_then(|tier| rank(&tier.id)) < rank(from) {
            return Err(Why::TierTooLow {
                activity: activity.id.clone(),
                from: from.clone(),
                held: held.map(|tier| tier.id.clone()),
            });
        }
    }
    match activity.prerequisite_points {
        Some(needed) if balance < needed => Err(Why::PrerequisiteNotReached {
            activity: activity.id.clone(),
            needed,
            balance,
        }),
        _ => Ok(()),
    }
}
