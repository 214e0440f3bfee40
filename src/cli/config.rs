//! The config: who we sell to, and how the program speaks. Everything in it may be left out.

use std::path::Path;
use std::sync::Arc;

use schemars::JsonSchema;

use super::retention::{Age, Retention};
use crate::bank::Bank;
use crate::bank::problem::{Code, Problems, Sink, Source};
use crate::bank::source::{self, Library};
use crate::bank::yaml::{self, Fields};
use crate::qualify::Icp;
use crate::session::product::{self, Product};
use crate::session::profile;
use crate::session::script::NoBank;
use crate::session::setup::{self, Setup};
use crate::signals::{Month, Reckoning};
use crate::tui::{Keymap, ScreenSettings, Setting, Settings};

/// What a user may set. The remarks are what an editor shows.
#[derive(Debug, Clone, PartialEq, Default, JsonSchema)]
#[schemars(deny_unknown_fields, default, description = "The config of bantam. Everything in it may be left out.")]
pub(super) struct Config {
    /// Who you sell to: the ideal customer profile. An empty list or range constrains nothing.
    pub(super) icp: Icp,
    /// What you sell. Its pains, personas and deal-breakers count as those of the profile.
    pub(super) product: Product,
    /// Your name, under which your practice is kept; without one, "you".
    pub(super) rep: Option<String>,
    /// The language of the question banks, as a BCP 47 tag; without one, English.
    pub(super) language: Option<String>,
    /// How long a call is meant to take, in minutes; without it, what the bank says.
    #[schemars(range(min = 1, max = 1440))]
    pub(super) planned_minutes: Option<u32>,
    /// How dates are read that have two readings.
    pub(super) dates: Reckoning,
    /// How long calls are kept.
    pub(super) retention: Retention,
    /// How the screen looks.
    pub(super) screen: ScreenSettings,
    /// Which keys run which command: commands with their keys. `bantam` shows the names under F1.
    #[schemars(with = "std::collections::BTreeMap<String, Vec<String>>")]
    pub(super) keys: Keymap,
}

impl Config {
    /// The language of the banks.
    pub(super) fn language(&self) -> &str {
        self.language.as_deref().unwrap_or("en")
    }

    /// Who practises: the name that practice is kept under.
    pub(super) fn trainee(&self) -> &str {
        self.rep.as_deref().unwrap_or("you")
    }

    /// A bank in the language wanted, and with the length of call wanted.
    pub(super) fn bank(&self, library: &Library, id: &str) -> Result<Arc<Bank>, Problems> {
        library.bank(id, self.language()).map(|bank| self.adjusted(bank))
    }

    /// A bank with the length of call wanted.
    pub(super) fn adjusted(&self, bank: Arc<Bank>) -> Arc<Bank> {
        match self.planned_minutes {
            Some(planned_minutes) => Arc::new(Bank { planned_minutes, ..(*bank).clone() }),
            None => bank,
        }
    }

    /// What can be changed on the screen.
    pub(super) fn settings(&self, file: &Path, unicode: bool) -> Settings {
        let value = |setting: Setting| match setting {
            Setting::Theme => self.screen.theme.id().to_owned(),
            Setting::Shapes => self.screen.shapes.id().to_owned(),
            Setting::Mouse => self.screen.mouse.to_string(),
            Setting::Minutes => self.planned_minutes.map_or_else(|| "null".to_owned(), |minutes| minutes.to_string()),
            Setting::DayOrder => self.dates.day_order.id().to_owned(),
            Setting::Retention => self.retention.calls.map_or_else(|| "null".to_owned(), Age::text),
            Setting::FiscalYear => self.dates.fiscal_year_start.map_or("null", Month::id).to_owned(),
        };
        let values = Setting::ALL.into_iter().map(|setting| (setting, value(setting))).collect();
        Settings { values, file: file.display().to_string(), unicode }
    }

    /// What bears on a call.
    pub(super) fn setup(&self) -> Setup {
        Setup { icp: self.icp.clone(), price: self.price(), reckoning: self.dates, ..Setup::default() }
    }

    /// The price of the product as it is said.
    pub(super) fn price(&self) -> Option<String> {
        self.product.price.as_ref()?.in_words()
    }

    /// What is sold, and what it takes, as far as that is set.
    pub(super) fn product_in_words(&self) -> Option<String> {
        let parts: Vec<String> = self.product.name.iter().cloned().chain(self.price()).collect();
        (!parts.is_empty()).then(|| parts.join(" for "))
    }

    /// A bank for a script, which says where it stands that there is none.
    pub(super) fn find(&self, library: &Library, id: &str) -> Result<Arc<Bank>, NoBank> {
        let known = library.ids();
        if !known.contains(&id) {
            return Err(NoBank::Unknown(known.into_iter().map(str::to_owned).collect()));
        }
        self.bank(library, id).map_err(NoBank::Broken)
    }
}

/// A config as far as it could be read, and what is wrong with it.
#[derive(Debug, Default)]
pub(super) struct Loaded {
    /// What holds: defaults, where there is no file or a broken one.
    pub(super) config: Config,
    /// What is wrong.
    pub(super) problems: Option<Problems>,
    /// Whether there is a file at all.
    pub(super) found: bool,
}

/// What `bantam init` writes.
pub(super) const TEMPLATE: &str = include_str!("config.yaml");

/// Reads the config. It never fails: a call must start with a broken config too.
pub(super) fn load(path: &Path) -> Loaded {
    if !path.exists() {
        return Loaded::default();
    }
    match source::read(path) {
        Ok(source) => parse(&source),
        Err(problems) => Loaded { problems: Some(problems), found: true, ..Loaded::default() },
    }
}

/// Reads what can be read; every value that cannot keeps its default.
pub(super) fn parse(source: &Arc<Source>) -> Loaded {
    let sink = Sink::new(&source.name);
    // A file of nothing but comments sets nothing, and that is fine.
    let blank = source.text.lines().all(|line| line.trim_start().is_empty() || line.trim_start().starts_with('#'));
    let root = if blank { None } else { yaml::parse(source, &sink) };
    let config = root.as_ref().map(|root| lower(root, &sink)).unwrap_or_default();
    let list = sink.into_list();
    let problems = (!list.is_empty()).then(|| Problems::new(list, vec![source.clone()]));
    Loaded { config, problems, found: true }
}

fn lower(root: &yaml::Node, sink: &Sink) -> Config {
    let mut fields = Fields::of(root, "the config", sink);
    let mut config = Config {
        icp: fields.optional_node("icp").map(|node| profile::icp(node, sink)).unwrap_or_default(),
        product: fields.optional_node("product").map(|node| product::product(node, sink)).unwrap_or_default(),
        rep: fields.optional("rep"),
        language: fields.optional("language"),
        planned_minutes: fields.optional_node("planned_minutes").and_then(|node| minutes(node, sink)),
        dates: fields.optional_node("dates").map(|node| setup::reckoning(node, sink)).unwrap_or_default(),
        retention: fields.optional_node("retention").map(|node| Retention::read(node, sink)).unwrap_or_default(),
        screen: fields.optional_node("screen").map(|node| ScreenSettings::read(node, sink)).unwrap_or_default(),
        keys: fields.optional_node("keys").map(|node| Keymap::read(node, sink)).unwrap_or_default(),
    };
    fields.finish();
    config.product.complete(&mut config.icp);
    config
}

fn minutes(node: &yaml::Node, sink: &Sink) -> Option<u32> {
    const LONGEST: u32 = 24 * 60;
    let minutes = <u32 as yaml::FromNode>::from_node(node, sink)?;
    let fits = (1..=LONGEST).contains(&minutes);
    if !fits {
        let message = format!("a call of {minutes} minutes");
        let problem = sink.problem(Code::OutOfRange, node.place, message);
        sink.report(problem.with_expected(format!("minutes, from 1 to {LONGEST}")));
    }
    fits.then_some(minutes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signals::DayOrder;

    fn read(text: &str) -> (Config, Vec<String>) {
        let loaded = parse(&Source::new("config.yaml", text));
        let problems = loaded.problems.map(|problems| problems.list.iter().map(ToString::to_string).collect());
        (loaded.config, problems.unwrap_or_default())
    }

    #[test]
    fn the_template_is_a_config_that_changes_nothing() {
        assert_eq!(read(TEMPLATE), (Config::default(), Vec::new()));
    }

    #[test]
    fn what_is_good_in_a_broken_config_still_holds() {
        let (config, problems) =
            read("icp:\n  industries: [food]\n  teritories: [US]\nplanned_minutes: 0\nlanguage: en\n");
        assert_eq!(config.icp.industries, ["food"]);
        assert_eq!(config.language.as_deref(), Some("en"));
        assert_eq!(config.planned_minutes, None);
        assert_eq!(problems.len(), 2, "{problems:?}");
        assert!(problems[0].starts_with("config.yaml:3:3") && problems[0].contains("territories"), "{problems:?}");
        assert!(problems[1].starts_with("config.yaml:4:"), "{problems:?}");
    }

    #[test]
    fn the_product_adds_to_the_profile_and_has_a_price() {
        let (config, problems) = read(
            "icp: {industries: [food], pains: [late orders]}\n\
             product: {name: Ours, price: 15k USD a year, pains: [stock-outs], deal_breakers: [on-premises only]}\n",
        );
        assert_eq!(problems, [""; 0]);
        assert_eq!(config.icp.pains, ["late orders", "stock-outs"]);
        assert_eq!(config.icp.deal_breakers, ["on-premises only"]);
        assert_eq!(config.price().as_deref(), Some("15 thousand dollars a year"));
        let (_, problems) = read("product:\n  prize: 15k\n");
        assert!(problems[0].starts_with("config.yaml:2:3: B005") && problems[0].contains("`price`"), "{problems:?}");
    }

    #[test]
    fn calls_are_kept_for_ever_unless_a_length_of_time_is_given() {
        let (config, problems) = read("retention: {calls: 18 months}\n");
        assert_eq!((config.retention.calls.map(Age::text).as_deref(), problems), (Some("18 months"), Vec::new()));
        let (config, problems) = read("retention: {calls: null}\n");
        assert_eq!((config.retention, problems), (Retention::default(), Vec::new()));
        for slip in ["18", "soon", "[a]", "0 days"] {
            let (config, problems) = read(&format!("retention: {{calls: {slip}}}\n"));
            assert_eq!(config.retention.calls, None);
            assert!(problems[0].contains("18 months"), "{problems:?}");
        }
    }

    #[test]
    fn dates_are_read_as_the_house_reckons_them() {
        let (config, problems) = read("dates: {day_order: day_first, fiscal_year_start: april}\n");
        assert_eq!(problems, [""; 0]);
        assert_eq!(config.dates, Reckoning { day_order: DayOrder::DayFirst, fiscal_year_start: Some(Month::April) });
        let (config, problems) = read("dates: {day_order: dmy, fiscal_year_start: arpil}\n");
        assert_eq!(config.dates, Reckoning::default());
        assert!(problems[0].contains("one of `month_first`, `day_first`"), "{problems:?}");
        assert!(problems[1].contains("did you mean `april`?"), "{problems:?}");
    }

    #[test]
    fn the_schema_knows_the_keys_that_are_read() {
        let schema = crate::bank::schema::document::<Config>("x", &crate::bank::Topics::default());
        for (text, at) in [
            ("zzz: 1", ""),
            ("icp: {zzz: 1}", "/definitions/Icp"),
            ("icp: {size: {zzz: 1}}", "/definitions/Range"),
            ("product: {zzz: 1}", "/definitions/Product"),
            ("product: {price: {zzz: 1}}", "/definitions/PriceRange"),
            ("dates: {zzz: 1}", "/definitions/Dates"),
            ("screen: {zzz: 1}", "/definitions/Screen"),
            ("retention: {zzz: 1}", "/definitions/Retention"),
        ] {
            let loaded = parse(&Source::new("config.yaml", text));
            let problems = loaded.problems.expect("an unknown key").list;
            let unknown = problems.iter().find(|problem| problem.code == Code::UnknownKey).expect("an unknown key");
            let mut read: Vec<&str> = unknown.expected.split('`').skip(1).step_by(2).collect();
            read.sort_unstable();
            let object = schema.pointer(at).unwrap_or_else(|| panic!("no {at} in {schema:#}"));
            let known: Vec<&str> =
                object["properties"].as_object().expect("a map").keys().map(String::as_str).collect();
            assert_eq!(known, read, "{at}");
            assert_eq!(object["additionalProperties"], false, "{at}");
        }
    }

    #[test]
    fn nothing_but_comments_is_a_config() {
        assert_eq!(read("# later\n\n"), (Config::default(), Vec::new()));
    }

    #[test]
    fn no_yaml_at_all_falls_back_to_the_defaults() {
        let (config, problems) = read("icp: [\n");
        assert_eq!(config, Config::default());
        assert!(problems[0].starts_with("config.yaml:"), "{problems:?}");
    }
}
