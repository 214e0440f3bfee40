//! A round: exercises one after another until the time is over or the list is done.

use std::collections::{BTreeMap, VecDeque};

use jiff::civil::{Date, DateTime};

use super::agenda::Progress;
use super::deck::{Card, Deck};
use super::exercise::{Exercise, Form, Said, Told};
use super::fsrs::Rating;
use super::{CardState, DrillAnswer, Kind, Review};

/// The most exercises that are made ready for a round that ends by the clock: nobody does one in less than three seconds.
const MOST_A_MINUTE: usize = 20;

/// How many exercises are offered where nothing is due.
const AHEAD: usize = 10;

/// Seconds within which an answer came at once, and beyond which it came with effort: for a choice, and for a question
/// that has to be typed.
const CHOICE_SECONDS: (i64, i64) = (6, 20);
const TYPED_SECONDS: (i64, i64) = (15, 45);

/// What a round is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Who practises.
    pub trainee: String,
    /// Which kinds of exercises; none: all.
    pub kinds: Vec<Kind>,
    /// From which all chance follows.
    pub seed: u64,
    /// When it ends.
    pub limit: Limit,
}

impl Plan {
    /// A minute of what is due on a day: everybody's seed is the day's number, so that a day means one order.
    pub fn minute(trainee: &str, today: Date) -> Self {
        let seed = u64::from(today.year().unsigned_abs()) * 1_000 + u64::from(today.day_of_year().unsigned_abs());
        Self { trainee: trainee.to_owned(), kinds: Vec::new(), seed, limit: Limit::Seconds(60) }
    }
}

/// When a round ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// After so many seconds, or when today's list is done.
    Seconds(i64),
    /// After so many exercises, beyond today's list if need be.
    Cards(usize),
}

/// A round in progress. Nothing in it is kept by itself: each [`Review`] is for the caller to keep.
#[derive(Debug, Clone, PartialEq)]
pub struct Round {
    plan: Plan,
    /// What comes, the exercise at hand first.
    queue: VecDeque<Exercise>,
    /// The same cards, so that what was wrong is asked again with its options in another order.
    states: BTreeMap<String, CardState>,
    /// What was said of the answer to the exercise at hand.
    told: Option<Told>,
    began_at: DateTime,
    shown_at: DateTime,
    /// Right or wrong, in the order of the answers, with the kind.
    answered: Vec<(Kind, bool)>,
    is_ahead: bool,
    is_over: bool,
}

/// How a round went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// How many answers were given.
    pub answered: usize,
    /// How many of them were right.
    pub right: usize,
    /// By kind: how many answers, and how many of them right.
    pub by_kind: Vec<(Kind, usize, usize)>,
    /// Exercises of the round that were not reached.
    pub left: usize,
}

impl Round {
    /// Deals a round. Where nothing is due and nothing new is left for today, it practises ahead.
    pub fn deal(deck: &Deck, progress: &Progress<'_>, plan: Plan, now: DateTime) -> Self {
        let agenda = deck.agenda(progress, &plan.kinds, plan.seed);
        let is_ahead = agenda.is_empty();
        let room = match plan.limit {
            Limit::Cards(cards) => cards,
            Limit::Seconds(_) if is_ahead => AHEAD,
            Limit::Seconds(seconds) => MOST_A_MINUTE * usize::try_from(seconds.max(60).div_euclid(60)).unwrap_or(1),
        };
        let goes_on = is_ahead || matches!(plan.limit, Limit::Cards(_));
        let beyond: Vec<&Card> = if goes_on { deck.ahead(progress, &plan.kinds, plan.seed) } else { Vec::new() };
        let dealt = agenda.into_iter().chain(beyond);
        let queue: VecDeque<Exercise> = dealt.filter_map(|card| deck.exercise(card, plan.seed)).take(room).collect();
        let state = |exercise: &Exercise| Some((exercise.card.clone(), *progress.cards.get(&exercise.card)?));
        let states = queue.iter().filter_map(state).collect();
        let is_over = queue.is_empty();
        Self { plan, queue, states, told: None, began_at: now, shown_at: now, answered: Vec::new(), is_ahead, is_over }
    }

    /// The exercise at hand; `None` when the round is over.
    pub fn exercise(&self) -> Option<&Exercise> {
        self.queue.front().filter(|_| !self.is_over)
    }

    /// What was said of the answer, once there is one.
    pub fn told(&self) -> Option<&Told> {
        self.told.as_ref()
    }

    /// Takes an answer to the exercise at hand, and gives what is to be kept. `None` where the answer is none, or was given
    /// already.
    pub fn answer(&mut self, said: &Said, now: DateTime) -> Option<Review> {
        if self.told.is_some() {
            return None;
        }
        let exercise = self.exercise()?;
        let told = exercise.judge(said)?;
        let seconds = seconds_between(self.shown_at, now);
        let rating = rating(exercise, &told, seconds);
        let before = self.states.get(&exercise.card);
        let answer = DrillAnswer {
            card: exercise.card.clone(),
            kind: exercise.kind,
            at: now,
            rating,
            seconds: u32::try_from(seconds).unwrap_or(u32::MAX),
            said: told.said.clone(),
            is_first: before.is_none(),
        };
        let review = Review { answer, state: CardState::after(before, rating, now.date()) };
        self.states.insert(review.answer.card.clone(), review.state);
        self.answered.push((review.answer.kind, told.is_right));
        self.told = Some(told);
        Some(review)
    }

    /// Goes on to the next exercise, or ends the round. What was wrong comes again at its end.
    pub fn go_on(&mut self, now: DateTime) {
        let Some(told) = self.told.take() else { return };
        if let Some(exercise) = self.queue.pop_front()
            && !told.is_right
        {
            self.queue.push_back(exercise.turned());
        }
        self.shown_at = now;
        let is_done = match self.plan.limit {
            Limit::Seconds(seconds) => seconds_between(self.began_at, now) >= seconds,
            Limit::Cards(cards) => self.answered.len() >= cards,
        };
        self.is_over = is_done || self.queue.is_empty();
    }

    /// Ends the round; what was answered stays.
    pub fn stop(&mut self) {
        self.told = None;
        self.is_over = true;
    }

    /// Whether the round is over.
    pub const fn is_over(&self) -> bool {
        self.is_over
    }

    /// Whether nothing was due, so that this is practised ahead of time.
    pub const fn is_ahead(&self) -> bool {
        self.is_ahead
    }

    /// Who practises.
    pub fn trainee(&self) -> &str {
        &self.plan.trainee
    }

    /// Seconds until the round ends by the clock; `None` of one that ends by number.
    pub fn seconds_left(&self, now: DateTime) -> Option<i64> {
        match self.plan.limit {
            Limit::Seconds(seconds) => Some((seconds - seconds_between(self.began_at, now)).max(0)),
            Limit::Cards(_) => None,
        }
    }

    /// How the round went so far.
    pub fn summary(&self) -> Summary {
        let of = |kind: Kind| self.answered.iter().filter(move |(answered, _)| *answered == kind);
        let by_kind =
            Kind::ALL.into_iter().map(|kind| (kind, of(kind).count(), of(kind).filter(|(_, right)| *right).count()));
        Summary {
            answered: self.answered.len(),
            right: self.answered.iter().filter(|(_, right)| *right).count(),
            by_kind: by_kind.filter(|(_, answered, _)| *answered > 0).collect(),
            left: self.queue.len() - usize::from(self.told.is_some()),
        }
    }
}

impl Exercise {
    /// The same with its options in another order, so that a place is not what is remembered.
    fn turned(mut self) -> Self {
        if let Form::Choice(choice) = &mut self.form {
            let by = choice.options.len() / 2;
            choice.options.rotate_left(by);
            choice.right = (choice.right + choice.options.len() - by) % choice.options.len().max(1);
        }
        self
    }
}

fn rating(exercise: &Exercise, told: &Told, seconds: i64) -> Rating {
    let (at_once, with_effort) = match exercise.form {
        Form::Choice(_) => CHOICE_SECONDS,
        Form::Opening(_) => TYPED_SECONDS,
    };
    match told {
        Told { is_right: false, .. } => Rating::Again,
        Told { is_weak: true, .. } => Rating::Hard,
        _ if seconds <= at_once => Rating::Easy,
        _ if seconds <= with_effort => Rating::Good,
        _ => Rating::Hard,
    }
}

fn seconds_between(from: DateTime, to: DateTime) -> i64 {
    to.duration_since(from).as_secs().max(0)
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use jiff::ToSpan;
    use jiff::civil::date;

    use super::*;
    use crate::bank::Library;
    use crate::practice::drill::NEW_A_DAY;

    const TODAY: Date = date(2026, 3, 2);

    fn deck() -> &'static Deck {
        static DECK: LazyLock<Deck> = LazyLock::new(|| Deck::build(&Library::embedded(), "en"));
        &DECK
    }

    fn plan(seed: u64, limit: Limit) -> Plan {
        Plan { trainee: "you".into(), kinds: Vec::new(), seed, limit }
    }

    fn dealt(deck: &Deck, cards: &BTreeMap<String, CardState>, plan: Plan) -> Round {
        let progress = Progress { cards, new_today: 0, today: TODAY };
        Round::deal(deck, &progress, plan, now())
    }

    fn now() -> DateTime {
        TODAY.at(10, 0, 0, 0)
    }

    /// An answer to the exercise at hand: a right one, or a wrong one.
    fn answer(round: &Round, right: bool) -> Said {
        match &round.exercise().unwrap().form {
            Form::Choice(choice) => {
                Said::Picked(if right { choice.right } else { (choice.right + 1) % choice.options.len() })
            }
            Form::Opening(_) => Said::Typed(if right { "How do you decide on this?" } else { "Is it?" }.into()),
        }
    }

    fn cards(round: &Round) -> Vec<&str> {
        round.queue.iter().map(|exercise| exercise.card.as_str()).collect()
    }

    #[test]
    fn a_first_round_mixes_the_kinds_and_the_same_seed_deals_the_same() {
        let deck = deck();
        let none = BTreeMap::new();
        let one = dealt(deck, &none, plan(1, Limit::Seconds(60)));
        assert_eq!(one.queue.len(), NEW_A_DAY);
        let kinds: Vec<Kind> = one.queue.iter().take(4).map(|exercise| exercise.kind).collect();
        assert_eq!(kinds, Kind::ALL);
        assert_eq!(one, dealt(deck, &none, plan(1, Limit::Seconds(60))));
        assert_ne!(cards(&one), cards(&dealt(deck, &none, plan(2, Limit::Seconds(60)))));
        let only = Plan { kinds: vec![Kind::Open], ..plan(1, Limit::Cards(5)) };
        let only = dealt(deck, &none, only);
        assert!(only.queue.len() == 5 && only.queue.iter().all(|exercise| exercise.kind == Kind::Open));
    }

    #[test]
    fn what_is_due_longest_comes_first_and_what_is_not_due_does_not_come() {
        let deck = deck();
        let ids: Vec<&str> = deck.cards.iter().map(|card| card.id.as_str()).take(3).collect();
        let state = |due| CardState { due, ..CardState::after(None, Rating::Good, date(2026, 2, 1)) };
        let days = [date(2026, 3, 1), date(2026, 2, 10), date(2026, 3, 3)];
        let met: BTreeMap<String, CardState> =
            ids.iter().zip(days).map(|(id, due)| ((*id).to_owned(), state(due))).collect();
        let round = dealt(deck, &met, plan(1, Limit::Seconds(60)));
        assert_eq!(cards(&round)[..2], [ids[1], ids[0]]);
        assert!(!cards(&round).contains(&ids[2]));
        let progress = Progress { cards: &met, new_today: NEW_A_DAY, today: TODAY };
        let due: Vec<String> = deck.due(&progress, &[], 1).into_iter().map(|due| due.card).collect();
        assert_eq!(due, [ids[1], ids[0]], "no new ones beyond a day's share");
        let ahead =
            Round::deal(deck, &Progress { cards: &BTreeMap::new(), ..progress }, plan(1, Limit::Seconds(60)), now());
        assert!(ahead.is_ahead() && ahead.queue.len() == AHEAD, "with nothing due there is still something to do");
    }

    #[test]
    fn an_answer_is_rated_by_its_truth_and_its_time() {
        let deck = deck();
        let first = dealt(deck, &BTreeMap::new(), plan(1, Limit::Seconds(60)));
        for (right, seconds, rating) in
            [(false, 2, Rating::Again), (true, 5, Rating::Easy), (true, 12, Rating::Good), (true, 40, Rating::Hard)]
        {
            let mut round = first.clone();
            let review = round.answer(&answer(&round, right), now() + seconds.seconds()).unwrap();
            assert_eq!(
                (review.answer.rating, review.answer.seconds, review.answer.is_first),
                (rating, seconds as u32, true)
            );
            assert_eq!(round.answer(&answer(&first, true), now()), None, "an answer is given once");
        }
    }

    #[test]
    fn what_was_wrong_comes_again_with_its_options_in_another_order() {
        let deck = deck();
        let plan = Plan { kinds: vec![Kind::Recall], ..plan(1, Limit::Seconds(60)) };
        let mut round = dealt(deck, &BTreeMap::new(), plan);
        let Form::Choice(before) = round.exercise().unwrap().form.clone() else { panic!() };
        let card = round.exercise().unwrap().card.clone();
        let review = round.answer(&answer(&round, false), now()).unwrap();
        assert!(review.state.is_due(TODAY) && review.answer.rating == Rating::Again);
        round.go_on(now());
        let again = round.queue.back().unwrap();
        assert_eq!(again.card, card);
        let Form::Choice(after) = &again.form else { panic!() };
        assert_eq!(after.options[after.right], before.options[before.right]);
        assert_ne!(after.right, before.right);
    }

    #[test]
    fn a_round_ends_by_the_clock_by_number_and_with_its_list() {
        let deck = deck();
        let mut round = dealt(deck, &BTreeMap::new(), plan(1, Limit::Seconds(60)));
        round.answer(&answer(&round, true), now() + 59.seconds()).unwrap();
        assert_eq!(round.seconds_left(now() + 59.seconds()), Some(1));
        round.go_on(now() + 59.seconds());
        assert!(!round.is_over());
        round.answer(&answer(&round, false), now() + 75.seconds()).unwrap();
        assert!(!round.is_over(), "the answer is still to be told");
        round.go_on(now() + 75.seconds());
        assert!(round.is_over() && round.exercise().is_none());
        let summary = round.summary();
        assert_eq!((summary.answered, summary.right, summary.left), (2, 1, NEW_A_DAY - 1));

        let mut round = dealt(deck, &BTreeMap::new(), plan(1, Limit::Cards(3)));
        let mut answers = 0;
        while !round.is_over() {
            round.answer(&answer(&round, answers > 0), now()).unwrap();
            round.go_on(now());
            answers += 1;
        }
        assert_eq!(answers, 3);
    }
}
