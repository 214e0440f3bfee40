//! Histories of leads that are drawn by chance, with the traps of a real one: columns that tell the same, rare words, cells
//! that say "Select". Of 37 columns two number the leads, thirteen hardly anybody filled in, and nine somebody or another
//! program filled in once the lead had been in touch, as in the exports of marketing programs.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

use super::measure;

/// What such an export holds.
pub(super) const COLUMNS: [&str; 37] = [
    "Prospect ID",
    "Lead Number",
    "Lead Origin",
    "Lead Source",
    "Do Not Email",
    "Do Not Call",
    "Converted",
    "TotalVisits",
    "Total Time Spent on Website",
    "Page Views Per Visit",
    "Last Activity",
    "Country",
    "Specialization",
    "How did you hear about us",
    "What is your current occupation",
    "What matters most to you",
    "Search",
    "Magazine",
    "Newspaper Article",
    "Forums",
    "Newspaper",
    "Digital Advertisement",
    "Through Recommendations",
    "Receive More Updates",
    "Tags",
    "Lead Quality",
    "Update me on Supply Chain Content",
    "Get updates on DM Content",
    "Lead Profile",
    "City",
    "Acme Activity Index",
    "Acme Profile Index",
    "Acme Activity Score",
    "Acme Profile Score",
    "I agree to pay by cheque",
    "A free copy of the interview guide",
    "Last Notable Activity",
];

/// How the outcome follows from what was known before contact.
pub(super) struct Shape {
    pub(super) name: &'static str,
    /// The log odds of a lead like any other.
    pub(super) base: f64,
    /// What the origin, the source, the occupation and the wishes not to be written to count beside the time spent.
    pub(super) words: f64,
    /// Log odds by the time spent, in its spread.
    pub(super) time: fn(f64) -> f64,
}

/// A history of so many leads. What was known before contact decides the chance; the rest was written after it.
pub(super) fn history(shape: &Shape, leads: usize, seed: u64) -> Vec<Vec<String>> {
    let mut dice = Dice::new(seed);
    (0..leads).map(|row| one_lead(&mut dice, shape, row)).collect()
}

fn one_lead(dice: &mut Dice, shape: &Shape, row: usize) -> Vec<String> {
    let mut lead = vec![String::new(); COLUMNS.len()];
    let mut put = |name: &str, value: &str| {
        if let Some(at) = COLUMNS.iter().position(|column| *column == name) {
            value.clone_into(&mut lead[at]);
        }
    };
    let yes = |is: bool| if is { "Yes" } else { "No" };
    let odds = shape.base + before_contact(dice, shape, &mut put);
    let won = dice.happens(measure::logistic(odds));
    after_contact(dice, won, &mut put);
    put("Converted", if won { "1" } else { "0" });
    put("Prospect ID", &dice.id());
    put("Lead Number", &(579_533 + row * 9 + (dice.share() * 8.0) as usize).to_string());
    put("Do Not Call", yes(dice.happens(0.0004)));
    for (name, chance) in
        [("Search", 0.0015), ("Newspaper Article", 0.0004), ("Digital Advertisement", 0.0006), ("Newspaper", 0.0003)]
    {
        put(name, yes(dice.happens(chance)));
    }
    for name in [
        "Magazine",
        "Forums",
        "Through Recommendations",
        "Receive More Updates",
        "Update me on Supply Chain Content",
        "Get updates on DM Content",
        "I agree to pay by cheque",
    ] {
        put(name, "No");
    }
    put("A free copy of the interview guide", yes(dice.happens(0.31)));
    lead
}

/// What is known before anybody spoke; its log odds.
fn before_contact(dice: &mut Dice, shape: &Shape, put: &mut impl FnMut(&str, &str)) -> f64 {
    let origin =
        dice.pick(&[("API", 39.0), ("Landing Page", 53.0), ("Add Form", 7.8), ("Import", 0.6), ("Quick Form", 0.02)]);
    let source = dice.pick(sources(origin));
    let opted_out = dice.happens(0.08);
    let job = dice.pick(&[("Unemployed", 60.0), ("Working Professional", 7.6), ("Student", 2.3), ("", 29.0)]);
    let hidden = dice.happens(0.36);
    put("Lead Origin", origin);
    put("Lead Source", source);
    put("Do Not Email", if opted_out { "Yes" } else { "No" });
    put("What is your current occupation", job);
    put("What matters most to you", if job.is_empty() { "" } else { "Better prospects" });
    form(dice, hidden, put);
    let countries = [("India", 95.0), ("United States", 1.0), ("Oman", 0.1), ("unknown", 0.1)];
    put("Country", if origin == "API" { "" } else { dice.pick(&countries) });
    let by_source = match source {
        "Chat" => 0.5,
        "Partner Website" => 1.6,
        "Direct Traffic" => -0.3,
        _ => 0.0,
    };
    let by_job = match job {
        "Working Professional" => 2.4,
        "" => -1.1,
        _ => 0.0,
    };
    let by_origin = if origin == "Add Form" { 2.8 } else { 0.0 };
    let words = by_source + by_origin + by_job - if opted_out { 1.3 } else { 0.0 } - if hidden { 0.4 } else { 0.0 };
    shape.words * words + (shape.time)(visit(dice, put))
}

fn sources(origin: &str) -> &'static [(&'static str, f64)] {
    match origin {
        "Add Form" => &[("Reference", 70.0), ("Partner Website", 20.0), ("Google", 8.0)],
        "API" => &[("Chat", 45.0), ("Organic Search", 30.0), ("Google", 20.0), ("Referral Sites", 3.0), ("", 1.0)],
        _ => &[("Google", 45.0), ("Direct Traffic", 50.0), ("google", 0.1), ("Facebook", 1.0), ("blog", 0.02)],
    }
}

/// What a form asked; many leave it hidden.
fn form(dice: &mut Dice, hidden: bool, put: &mut impl FnMut(&str, &str)) {
    let fields = [
        ("Finance", 11.0),
        ("People", 9.0),
        ("Marketing", 9.0),
        ("Operations", 6.0),
        ("Health", 2.0),
        ("Hospitality", 1.2),
        ("Services", 0.4),
    ];
    put("Specialization", if hidden { "Select" } else { dice.pick(&fields) });
    let cities = [("Mumbai", 50.0), ("Thane", 11.0), ("Other", 9.0), ("", 5.0)];
    put("City", if hidden { "Select" } else { dice.pick(&cities) });
    let heard = [("Select", 78.0), ("Online Search", 9.0), ("Word of Mouth", 4.0), ("Student of school", 3.0)];
    put("How did you hear about us", dice.pick(&heard));
}

/// Visits of the site; the time spent there, in its spread.
fn visit(dice: &mut Dice, put: &mut impl FnMut(&str, &str)) -> f64 {
    let is_none = dice.happens(0.24);
    let spread = if is_none { -0.9 } else { dice.normal() };
    let minutes = if is_none { 0.0 } else { (487.0 + 340.0 * spread).max(1.0) };
    let visits = if is_none { 0.0 } else { (1.0 + (dice.normal() + 0.6 * spread).abs() * 3.0).round() };
    if dice.happens(0.985) {
        put("TotalVisits", &format!("{visits:.1}"));
        put("Page Views Per Visit", &format!("{:.2}", visits / (1.0 + dice.share() * 2.0)));
    }
    put("Total Time Spent on Website", &format!("{minutes:.0}"));
    spread
}

/// What was written down once somebody had been in touch: it follows from the outcome.
fn after_contact(dice: &mut Dice, won: bool, put: &mut impl FnMut(&str, &str)) {
    let tag = match (won, dice.happens(0.64)) {
        (_, false) => "",
        (true, _) => dice.pick(&[("Comes back by mail", 80.0), ("Signed up", 15.0), ("Busy", 3.0), ("Ringing", 2.0)]),
        (false, _) => dice.pick(&[
            ("Ringing", 55.0),
            ("Other course", 22.0),
            ("Has one", 17.0),
            ("Comes back by mail", 2.0),
            ("Busy", 5.0),
        ]),
    };
    let quality = match (won, dice.happens(0.48)) {
        (_, false) => "",
        (true, _) => dice.pick(&[("Fine", 30.0), ("Perhaps", 55.0), ("Open", 15.0)]),
        (false, _) => dice.pick(&[("Poor", 30.0), ("Perhaps", 18.0), ("Open", 50.0), ("Fine", 1.0)]),
    };
    let activity = if dice.happens(if won { 0.42 } else { 0.2 }) {
        "SMS Sent"
    } else {
        dice.pick(&[
            ("Email Opened", 60.0),
            ("Chat Conversation", if won { 8.0 } else { 25.0 }),
            ("Page Visited", 12.0),
            ("Converted to Lead", 6.0),
        ])
    };
    let notable = if dice.happens(0.3) { "Modified" } else { activity };
    let profile = match (won, dice.happens(0.3)) {
        (_, false) => "Select",
        (true, _) => dice.pick(&[("Promising", 90.0), ("Other Leads", 10.0)]),
        (false, _) => dice.pick(&[("Promising", 35.0), ("Other Leads", 60.0)]),
    };
    put("Tags", tag);
    put("Lead Quality", quality);
    put("Last Activity", activity);
    put("Last Notable Activity", notable);
    put("Lead Profile", profile);
    if dice.happens(0.55) {
        for (index, score) in
            [("Acme Activity Index", "Acme Activity Score"), ("Acme Profile Index", "Acme Profile Score")]
        {
            let points = 14.0 + dice.normal() * 1.6 + if won { 0.9 } else { 0.0 };
            put(score, &format!("{points:.0}"));
            put(
                index,
                if points > 15.5 {
                    "01.High"
                } else if points > 12.0 {
                    "02.Medium"
                } else {
                    "03.Low"
                },
            );
        }
    }
}

/// Chance by a seed.
struct Dice(ChaCha8Rng);

impl Dice {
    fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// A number that tells a row from all others.
    fn id(&mut self) -> String {
        format!("{:032x}", u128::from(self.0.next_u64()) << 64 | u128::from(self.0.next_u64()))
    }

    fn share(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn happens(&mut self, chance: f64) -> bool {
        self.share() < chance
    }

    /// Roughly normal.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.share()).sum::<f64>() - 6.0
    }

    fn pick(&mut self, words: &[(&'static str, f64)]) -> &'static str {
        let total: f64 = words.iter().map(|(_, weight)| weight).sum();
        let mut at = self.share() * total;
        for (word, weight) in words {
            at -= weight;
            if at <= 0.0 {
                return word;
            }
        }
        words[0].0
    }
}
